/**
 * Whatever is sent to whatever route: an answer, soon, and never a 5xx. The routes come from the
 * OpenAPI document, so that a new one is tried by itself.
 *
 *     FUZZ_SEED=… FUZZ_BATCHES=… node --test --test-global-setup=test/support/postgres-setup.ts \
 *       test/server/routes/fuzz.test.ts
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { checkoutErrorCodes } from '../../../server/checkout-error.ts';
import { startShop, type Shop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);
/** For each of the two stores. */
const BATCHES = Number(process.env.FUZZ_BATCHES ?? 160);
const BATCH = 16;
const PATIENCE_MS = 15_000;

const codes: ReadonlySet<string> = new Set(checkoutErrorCodes);
let shop: Shop;
let routes: { method: string; path: string }[];
/** What fits into a path or a body here and there, so that requests get past the first check. */
let known: { tokens: string[]; ids: string[]; fingerprints: string[]; bearer: string };

async function start(database: string): Promise<void> {
  const count = { times: 1_000_000, seconds: 60 };
  shop = await startShop({
    database,
    checkout: {
      operators: 'tokens',
      // Every request comes from an address of its own, so that no limit hides what is behind it.
      trustedProxies: 1,
      limits: {
        requestsPerOrder: count,
        requestsPerAddress: count,
        failuresPerOrder: 1_000_000,
        failuresPerAddress: 1_000_000,
      },
    },
  });
  const { checkout } = shop;
  const { token: bearer } = await checkout.operators.create(
    { name: 'Ann', scopes: ['view', 'operate', 'configure'] },
    'test',
  );
  known = { tokens: ['x.y.z'], ids: ['pay_none', 'ntf_none'], fingerprints: [], bearer };
  for (const capture of ['automatic', 'manual'] as const) {
    const order = shop.order({ capture, shippable: capture === 'manual' });
    const { methods } = await shop.session(order);
    const { body } = await shop.intent(order);
    await shop.confirm(body.clientSecret);
    known.tokens.push(await checkout.orderToken(order), body.paymentToken);
    known.tokens.push(await checkout.orderToken(shop.order()), await checkout.orderToken('gone'));
    known.ids.push(body.paymentId);
    known.fingerprints.push(...methods.slice(0, 3).map(({ fingerprint }) => fingerprint));
  }
  const response = await shop.checkout.app.request('/openapi.json');
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  routes = Object.entries(paths).flatMap(([route, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), path: route })),
  );
  routes.push({ method: 'POST', path: '/webhooks/stripe' });
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const later = <T>(pick: () => T[]) =>
  fc.nat(1_000).map((n) => {
    const values = pick();
    return values[n % values.length];
  });

const parameter = fc.oneof<fc.MaybeWeightedArbitrary<number | string>[]>(
  // Which of the two a route takes is decided when it is known.
  { weight: 8, arbitrary: fc.nat(1_000) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }) },
  { weight: 1, arbitrary: oneOf('..', '%00', '__proto__', 'a'.repeat(4_000), '%E0%A4%A', '☃') },
);

const fields: Record<string, fc.Arbitrary<unknown>> = {
  method: oneOf('card', 'ideal', 'apple_pay', 'nope', '__proto__'),
  country: oneOf('BE', 'XX', 'be', null),
  fingerprint: later(() => known.fingerprints),
  express: fc.record({ name: fc.string(), address: fc.record({ country: oneOf('BE', 'ZZ') }) }),
  address: fc.record({ country: oneOf('BE', 'ZZ', ''), city: fc.option(fc.string()) }),
  rate: fc.string(),
  amount: fc.oneof(fc.integer(), fc.double(), oneOf<unknown>(0, 1, 4200, -0, 2 ** 53, '100')),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'because'),
  final: fc.boolean(),
  token: oneOf('tdr_x', '', null),
  name: fc.string(),
  scopes: fc.subarray(['view', 'operate', 'configure', 'all']),
  expiresAt: fc.oneof(fc.integer(), fc.double()),
};
const plausible = fc.record(fields, { requiredKeys: [] });
/** The fields that a route knows: with any other it would look no further. */
const fieldsOf: Record<string, string[]> = {
  intent: ['method', 'country', 'fingerprint', 'express'],
  quote: ['address', 'rate', 'country'],
  capture: ['amount', 'final'],
  void: ['reason'],
  refund: ['amount', 'reason'],
  session: ['token'],
  operators: ['name', 'scopes', 'expiresAt'],
};
const body = fc.oneof(
  { weight: 12, arbitrary: plausible },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: oneOf(
      '',
      '{',
      '[]',
      'null',
      '{"__proto__":{"admin":true},"constructor":1}',
      `"${'x'.repeat(20_000)}"`,
      '['.repeat(5_000),
      '{"amount":1e999}',
    ),
  },
);

const query = fc.dictionary(
  fc.oneof(
    oneOf(
      'country',
      'locale',
      'cursor',
      'limit',
      'state',
      'method',
      'from',
      'to',
      'q',
      'refunded',
      'disputed',
    ),
    oneOf('refunded', 'disputed', 'currency', 'amount', 'capture'),
    fc.string(),
  ),
  fc.oneof(
    oneOf('BE', 'eur', 'paid', 'card', '1', '50', '4200', 'true', 'manual', 'en', 'order-', '-1'),
    fc.string({ unit: 'binary' }),
  ),
  { maxKeys: 4 },
);

const request = fc.record({
  route: later(() => routes),
  method: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD') },
  ),
  parameter,
  query,
  body,
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: oneOf('text/plain', 'application/x-www-form-urlencoded', 'a/b', ';') },
  ),
  bearer: oneOf('known', 'known', 'known', 'known', 'known', 'wrong', 'none'),
  origin: fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: oneOf('http://localhost:3000', 'https://evil.example', 'null', '') },
  ),
  key: oneOf(undefined, 'key-12345678', 'short', 'x'.repeat(500)),
  signature: oneOf(undefined, 't=1,v1=abc', 't=,v1=', 'v1=a,'.repeat(200)),
});
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never;

function fitted(values: Record<string, unknown>, template: string): string {
  const names = fieldsOf[template.split('/').at(-1) ?? ''];
  const entries = Object.entries(values).filter(([name]) => names?.includes(name) ?? true);
  return JSON.stringify(Object.fromEntries(entries));
}

let sent = 0;
const statuses = new Map<number, number>();

async function send(one: Request): Promise<void> {
  const { route, parameter: value, key, signature, origin } = one;
  const template = route?.path ?? '/';
  const text = typeof one.body === 'string' ? one.body : fitted(one.body, template);
  const fitting = template.includes('{token}') ? known.tokens : known.ids;
  const filled = typeof value === 'number' ? (fitting[value % fitting.length] ?? '') : value;
  const encoded = encodeURIComponent(filled.toWellFormed());
  const url = new URL(shop.url + template.replace(/\{\w+\}/g, () => encoded));
  for (const [name, part] of Object.entries(one.query)) {
    url.searchParams.append(name.toWellFormed(), part.toWellFormed());
  }
  const method = one.method ?? route?.method ?? 'GET';
  const withBody = method !== 'GET' && method !== 'HEAD';
  sent += 1;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      'x-forwarded-for': `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`,
      ...(withBody ? { 'content-type': one.type } : {}),
      ...(one.bearer === 'none'
        ? {}
        : { authorization: `Bearer ${one.bearer === 'known' ? known.bearer : 'tdr_wrong'}` }),
      ...(origin === undefined ? {} : { origin }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(signature === undefined ? {} : { 'stripe-signature': signature }),
    },
    ...(withBody ? { body: text } : {}),
  });
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  const what = `${method} ${url.pathname}${url.search} ${text.slice(0, 200)}`;
  assert.ok(response.status < 500, `${response.status} for ${what}`);
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    // It stays open as long as the payment may change.
    await response.body?.cancel();
    return;
  }
  const answer = await response.text();
  if (response.status < 400 || method === 'HEAD') return;
  const { error } = JSON.parse(answer) as { error: { code: string; requestId: string } };
  assert.ok(codes.has(error.code), `${error.code} for ${what}`);
  assert.match(error.requestId, /^\w+$/);
}

onEachStore('the routes', (database) => {
  before(() => start(database.url));
  after(() => shop.stop());

  it(`give ${BATCHES * BATCH} requests of any kind an answer, and none a 5xx`, async (t) => {
    sent = 0;
    statuses.clear();
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        await Promise.all(batch.map(send));
      }),
      // A failure is reported as it is found: shrinking would send thousands more.
      { seed: SEED, numRuns: BATCHES, endOnFailure: true },
    );
    assert.ok(sent >= BATCHES * BATCH);
    const summary = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`);
    t.diagnostic(`seed ${SEED}, ${sent} requests: ${summary.join(', ')}`);
  });
});
