import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Hono } from 'hono';
import type { Settings } from '../../../server/options.ts';
import { SCOPES, type Scope } from '../../../server/operators/scopes.ts';
import { createOperatorTokens, type OperatorTokens } from '../../../server/operators/tokens.ts';
import { adminRoutes, type AdminServices } from '../../../server/routes/admin/index.ts';
import { errorHandler } from '../../../server/routes/errors.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { keptLog } from '../../support/logs.ts';
import { partialContext } from '../support/context.ts';
import { onEachStore } from '../support/stores.ts';

const MINUTE = 60_000;
const ORIGIN = 'https://pay.shop.example';

interface Answer {
  status: number;
  body: {
    error?: { code: string };
    token?: string;
    actor?: string;
    scopes?: Scope[];
    operator?: { id: string };
    operators?: { id: string; revokedAt: number | null }[];
    entries?: { actor: string; action: string; detail: Record<string, unknown> }[];
    next?: string | null;
  };
  cookie: string;
}

onEachStore('operators', (database) => {
  let store: Store;
  let now: number;
  let tokens: OperatorTokens;
  let app: Hono;
  const mount = (changed: Partial<Settings> = {}): Hono => {
    const mounted = new Hono();
    const settings = { operators: 'tokens', origin: ORIGIN, trustedProxies: 0, ...changed };
    const log = keptLog();
    const context = partialContext({ store, log, now: () => now, settings: settings as Settings });
    // No route here looks at the account, the configuration or the metrics.
    const services = { operators: tokens, configuration: {} as AdminServices['configuration'] };
    mounted.route('/admin', adminRoutes(context, services as AdminServices));
    mounted.onError(errorHandler(log));
    return mounted;
  };
  before(async () => {
    store = await openStore(database.url);
  });
  after(() => store.close());
  beforeEach(async () => {
    now = Date.parse('2026-11-01T12:00:00Z');
    await store.db.deleteFrom('operator_session').execute();
    await store.db.deleteFrom('operator').execute();
    await store.db.deleteFrom('audit').execute();
    tokens = createOperatorTokens({ store, now: () => now });
    app = mount();
  });

  async function ask(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await app.request(`${ORIGIN}/admin${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
      cookie: response.headers.get('set-cookie') ?? '',
    };
  }
  const outcome = ({ status, body }: Answer) => [status, body.error?.code ?? 'ok'];
  const page = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const newToken = async (scopes: readonly Scope[] = SCOPES, expiresAt?: number) => {
    const made = await tokens.create({ name: 'Ann', scopes: [...scopes], expiresAt }, 'system');
    return made.token;
  };
  const signIn = async (token: string) => {
    const answer = await ask('POST', '/session', { body: { token }, headers: page });
    return { ...answer, cookie: answer.cookie.split(';', 1).join('') };
  };

  describe('a token', () => {
    it('has 256 random bits, and is stored as a salted scrypt hash alone', async () => {
      const token = await newToken();
      assert.match(token, /^tdr_[0-9a-f]{16}_[\w-]{43}$/);
      const rows = await store.db.selectFrom('operator').selectAll().execute();
      const [row] = rows;
      assert.ok(!JSON.stringify(rows).includes(token.slice(21)));
      assert.equal(Buffer.from(row?.hash ?? '', 'base64url').length, 32);
      assert.equal(Buffer.from(row?.salt ?? '', 'base64url').length, 16);
      assert.notEqual(await newToken(), token);
      const salts = await store.db.selectFrom('operator').select('salt').distinct().execute();
      assert.equal(salts.length, 2);
    });

    it('lets its holder in as a bearer, again and again', async () => {
      const token = await newToken(['view']);
      for (let time = 0; time < 3; time++) {
        const { status, body } = await ask('GET', '/session', { headers: bearer(token) });
        assert.equal(status, 200);
        assert.deepEqual(body.scopes, ['view']);
        assert.equal(body.actor, token.slice(0, 20));
      }
    });

    it('is refused when wrong, unknown, expired or malformed', async () => {
      const token = await newToken(SCOPES, now + MINUTE);
      const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'Q' : 'A');
      const unknown = `tdr_${'0'.repeat(16)}${token.slice(20)}`;
      for (const bad of [wrong, unknown, 'tdr_', 'x', `${token}x`, 'sk_test_1']) {
        const answer = await ask('GET', '/session', { headers: bearer(bad) });
        assert.deepEqual(outcome(answer), [401, 'authentication_required'], bad);
      }
      assert.equal((await ask('GET', '/session', { headers: bearer(token) })).status, 200);
      now += MINUTE;
      assert.equal((await ask('GET', '/session', { headers: bearer(token) })).status, 401);
    });

    it('is of no use from the moment it is revoked, nor are its sessions', async () => {
      const [token, admin] = [await newToken(), await newToken()];
      const { cookie } = await signIn(token);
      const revoked = await ask('DELETE', `/operators/${token.slice(0, 20)}`, {
        headers: bearer(admin),
      });
      assert.equal(revoked.status, 200);
      for (const headers of [bearer(token), { cookie }]) {
        assert.equal((await ask('GET', '/session', { headers })).status, 401);
      }
      const again = await ask('DELETE', `/operators/${token.slice(0, 20)}`, {
        headers: bearer(admin),
      });
      assert.deepEqual(outcome(again), [404, 'not_found']);
    });

    it('is made by those who may configure, shown once and listed without its secret', async () => {
      const admin = await newToken(['configure']);
      const made = await ask('POST', '/operators', {
        body: { name: 'Bo', scopes: ['operate'] },
        headers: bearer(admin),
      });
      assert.equal(made.status, 201);
      const session = await ask('GET', '/session', { headers: bearer(made.body.token ?? '') });
      assert.deepEqual(session.body.scopes, ['operate']);
      const list = await ask('GET', '/operators', { headers: bearer(admin) });
      assert.equal(list.body.operators?.length, 2);
      assert.ok(!JSON.stringify(list.body).includes((made.body.token ?? '').slice(21)));
    });

    it('does no more than its scopes say', async () => {
      for (const scope of ['view', 'operate'] as const) {
        const headers = bearer(await newToken([scope]));
        assert.equal((await ask('GET', '/audit', { headers })).status, 200);
        const answer = await ask('POST', '/operators', {
          body: { name: 'Eve', scopes: ['configure'] },
          headers,
        });
        assert.deepEqual(outcome(answer), [403, 'scope_missing']);
      }
    });

    it('can not be guessed at for long', async () => {
      const token = await newToken();
      const guess = () => ask('GET', '/session', { headers: bearer(`${token.slice(0, -2)}zz`) });
      const answers = await Promise.all(Array.from({ length: 5 }, guess));
      for (let time = 0; time < 9; time++) await guess();
      assert.ok(answers.every(({ status }) => status === 401));
      const refused = await ask('GET', '/session', { headers: bearer(token) });
      assert.deepEqual(outcome(refused), [429, 'rate_limited']);
    });

    it('serves many requests at once without being taken for a guess', async () => {
      const headers = bearer(await newToken());
      const ask1 = () => ask('GET', '/session', { headers });
      const answers = await Promise.all(Array.from({ length: 40 }, ask1));
      assert.ok(answers.every(({ status }) => status === 200));
    });
  });

  describe('a session', () => {
    it('has a cookie that only this host sets, no script reads and no other site sends', async () => {
      const token = await newToken();
      const { status, cookie, body } = await ask('POST', '/session', {
        body: { token },
        headers: page,
      });
      assert.equal(status, 200);
      assert.equal(body.actor, token.slice(0, 20));
      assert.match(cookie, /^__Host-tender=[\w-]{43}; /);
      for (const attribute of [
        'Path=/',
        'HttpOnly',
        'Secure',
        'SameSite=Strict',
        'Max-Age=28800',
      ]) {
        assert.ok(cookie.split('; ').includes(attribute), `${attribute} in ${cookie}`);
      }
      assert.ok(!cookie.includes('Domain'));
    });

    it('does without Secure on plain http of a loopback address alone', async () => {
      const body = { token: await newToken() };
      const at = async (origin: string) => {
        app = mount({ origin });
        return (await ask('POST', '/session', { body, headers: { origin } })).cookie;
      };
      assert.match(await at('http://localhost:3000'), /^tender=(?!.*Secure)/);
      assert.match(await at('http://shop.internal'), /^__Host-tender=.*Secure/);
    });

    it('keeps nothing in the database that would open it', async () => {
      const { cookie } = await signIn(await newToken());
      const rows = await store.db.selectFrom('operator_session').selectAll().execute();
      assert.equal(rows.length, 1);
      assert.ok(!JSON.stringify(rows).includes(cookie.replace('__Host-tender=', '')));
    });

    it('ends after half an hour without a request', async () => {
      const { cookie } = await signIn(await newToken());
      for (let time = 0; time < 4; time++) {
        now += 29 * MINUTE;
        assert.equal((await ask('GET', '/session', { headers: { cookie } })).status, 200);
      }
      now += 30 * MINUTE;
      assert.equal((await ask('GET', '/session', { headers: { cookie } })).status, 401);
    });

    it('ends after eight hours, however busy', async () => {
      const { cookie } = await signIn(await newToken());
      const status = async () => (await ask('GET', '/session', { headers: { cookie } })).status;
      for (let minutes = 20; minutes < 8 * 60; minutes += 20) {
        now += 20 * MINUTE;
        assert.equal(await status(), 200, `${minutes} minutes`);
      }
      now += 20 * MINUTE;
      assert.equal(await status(), 401);
    });

    it('ends when its holder signs out', async () => {
      const { cookie } = await signIn(await newToken());
      const out = await ask('DELETE', '/session', { headers: { cookie, ...page } });
      assert.equal(out.status, 204);
      assert.match(out.cookie, /^__Host-tender=; Max-Age=0/);
      assert.equal((await ask('GET', '/session', { headers: { cookie } })).status, 401);
    });

    it('is forgotten when it is over', async () => {
      const token = await newToken();
      await signIn(token);
      now += 31 * MINUTE;
      await signIn(token);
      const rows = await store.db.selectFrom('operator_session').select('id').execute();
      assert.equal(rows.length, 1);
    });
  });

  describe('a request that changes something', () => {
    const change = { body: { name: 'Bo', scopes: ['view'] } };
    const cases: Record<string, [headers: Record<string, string>, status: number]> = {
      'is taken from a page of our own': [page, 201],
      'is taken from a browser that says only the origin': [{ origin: ORIGIN }, 201],
      'is refused from another origin': [{ origin: 'https://evil.example' }, 403],
      'is refused from a null origin': [{ origin: 'null' }, 403],
      'is refused from another site': [{ 'sec-fetch-site': 'cross-site' }, 403],
      'is refused from a neighbour of the same site': [
        { origin: ORIGIN, 'sec-fetch-site': 'same-site' },
        403,
      ],
      'is refused when a browser says neither': [{}, 403],
    };
    for (const [name, [headers, status]] of Object.entries(cases)) {
      it(`with a cookie ${name}`, async () => {
        const { cookie } = await signIn(await newToken());
        const answer = await ask('POST', '/operators', {
          ...change,
          headers: { cookie, ...headers },
        });
        assert.equal(answer.status, status);
        if (status === 403) assert.equal(answer.body.error?.code, 'cross_site');
      });
    }

    it('with a bearer is taken from a program, which says neither', async () => {
      const headers = bearer(await newToken());
      assert.equal((await ask('POST', '/operators', { ...change, headers })).status, 201);
    });

    it('must be JSON, well-formed, small and as expected', async () => {
      const headers = bearer(await newToken());
      const send = async (body: string, type = 'application/json') => {
        const response = await app.request(`${ORIGIN}/admin/operators`, {
          method: 'POST',
          headers: { ...headers, 'content-type': type },
          body,
        });
        const { error } = (await response.json()) as { error: { code: string } };
        return [response.status, error.code];
      };
      assert.deepEqual(await send('name=Bo', 'text/plain'), [415, 'unsupported_media_type']);
      assert.deepEqual(await send('{"name":'), [400, 'invalid_request']);
      assert.deepEqual(await send('[]'), [400, 'invalid_request']);
      assert.deepEqual(await send('{"name":"Bo","scopes":["all"]}'), [400, 'invalid_request']);
      assert.deepEqual(await send(`"${'x'.repeat(17_000)}"`), [413, 'body_too_large']);
    });

    it('names the fields that are wrong', async () => {
      const headers = bearer(await newToken());
      const { body } = await ask('POST', '/operators', { body: { scopes: [] }, headers });
      const { issues } = body as { issues?: { field: string }[] };
      assert.deepEqual(issues?.map(({ field }) => field).sort(), ['name', 'scopes']);
    });
  });

  it('answers nothing to a stranger', async () => {
    for (const path of ['/session', '/operators', '/audit', '/anything']) {
      assert.deepEqual(outcome(await ask('GET', path)), [401, 'authentication_required'], path);
    }
  });

  it('writes down who made, revoked and used which token, page by page', async () => {
    const admin = await newToken();
    const actor = admin.slice(0, 20);
    await signIn(admin);
    const made = await ask('POST', '/operators', {
      body: { name: 'Bo', scopes: ['view'] },
      headers: bearer(admin),
    });
    await ask('DELETE', `/operators/${made.body.operator?.id ?? ''}`, { headers: bearer(admin) });

    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await ask('GET', `/audit?limit=1${cursor}`, { headers: bearer(admin) });
      seen.push(...(body.entries ?? []).map((entry) => [entry.actor, entry.action]));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor !== '');
    assert.deepEqual(
      seen.sort(),
      [
        ['system', 'operator_created'],
        [actor, 'operator_created'],
        [actor, 'operator_revoked'],
        [actor, 'signed_in'],
      ].sort(),
    );
  });

  it('leaves the door to the merchant where he has a login of his own', async () => {
    app = mount({
      operators: (request) =>
        request.headers.get('x-staff') === 'ann'
          ? { actor: 'ann@shop.example', scopes: ['view'] }
          : null,
    });
    assert.deepEqual((await ask('GET', '/session', { headers: { 'x-staff': 'ann' } })).body, {
      actor: 'ann@shop.example',
      scopes: ['view'],
    });
    assert.equal((await ask('GET', '/session')).status, 401);
    const token = await newToken();
    assert.equal((await ask('GET', '/session', { headers: bearer(token) })).status, 401);
  });
});
