import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createAdaptorServer } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { createLog } from '../../../server/log.ts';
import { keptLog } from '../../support/logs.ts';
import { clientAddress } from '../../../server/middleware/client-address.ts';
import { allowOrigins } from '../../../server/middleware/cors.ts';
import { jsonBody } from '../../../server/middleware/json-body.ts';
import { warnOfProxy } from '../../../server/middleware/proxy-warning.ts';
import { secureHeaders } from '../../../server/middleware/secure-headers.ts';
import { errorHandler } from '../../../server/routes/errors.ts';

const SHOP = 'https://shop.example';

const appWith = (...middleware: MiddlewareHandler[]): Hono => {
  const app = new Hono();
  for (const one of middleware) app.use(one);
  app.get('/', (c) => c.json({ ok: true }));
  app.post('/', async (c) => c.json({ got: await c.req.text() }));
  app.onError(errorHandler(keptLog()));
  return app;
};
const codeOf = async (response: Response) => {
  const { error } = (await response.json()) as { error?: { code: string } };
  return [response.status, error?.code ?? 'ok'];
};

describe('allowed origins', () => {
  const app = appWith(allowOrigins([SHOP]));
  const from = (origin: string, method = 'GET') =>
    app.request('/', { method, headers: { origin } });

  it('may read answers, without credentials', async () => {
    const { headers } = await from(SHOP);
    assert.equal(headers.get('access-control-allow-origin'), SHOP);
    assert.equal(headers.get('access-control-allow-credentials'), null);
    assert.equal(headers.get('vary'), 'Origin');
  });

  it('may read errors too', async () => {
    const response = await app.request('/nowhere', { headers: { origin: SHOP } });
    assert.equal(response.headers.get('access-control-allow-origin'), SHOP);
  });

  it('may send JSON, as a preflight tells them', async () => {
    const { status, headers } = await from(SHOP, 'OPTIONS');
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-methods'), 'GET, POST');
    assert.match(headers.get('access-control-allow-headers') ?? '', /Content-Type/);
  });

  it('are matched whole', async () => {
    const others = [
      'https://shop.example.evil.example',
      'https://evil-shop.example',
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example/',
      'HTTPS://SHOP.EXAMPLE',
      'null',
      '*',
    ];
    for (const origin of others) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const response = await from(origin, method);
        assert.equal(response.headers.get('access-control-allow-origin'), null, origin);
        assert.deepEqual(await codeOf(response), [403, 'origin_not_allowed'], origin);
      }
    }
  });

  it('do not concern programs, which name none', async () => {
    assert.deepEqual(await codeOf(await app.request('/')), [200, 'ok']);
  });
});

describe('secure headers', () => {
  it('stand on answers and errors alike', async () => {
    const app = appWith(secureHeaders({ https: true }));
    for (const path of ['/', '/nowhere']) {
      const { headers } = await app.request(path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/);
    }
  });

  it('ask for https only where there is https', async () => {
    const { headers } = await appWith(secureHeaders({ https: false })).request('/');
    assert.equal(headers.get('strict-transport-security'), null);
  });
});

describe('a body', () => {
  const app = appWith(jsonBody());
  const send = (body: string | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
    app.request('/', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      // Needed for a stream, and unknown to the types.
      ...{ duplex: 'half' },
    });
  const chunks = (count: number, size: number) =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        count -= 1;
        if (count < 0) controller.close();
        else controller.enqueue(new Uint8Array(size).fill(0x20));
      },
    });

  it('is read whole, for the route to read again', async () => {
    const response = await send('{"a":1}', { 'content-type': 'Application/JSON; charset=utf-8' });
    assert.deepEqual(await response.json(), { got: '{"a":1}' });
  });

  it('must be JSON, whatever a form or a script of another page sends', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const response = await send('{"a":1}', { 'content-type': type });
      assert.deepEqual(await codeOf(response), [415, 'unsupported_media_type'], type);
    }
  });

  it('must be small, by what it declares', async () => {
    const response = await send('{}', { 'content-length': '16385' });
    assert.deepEqual(await codeOf(response), [413, 'body_too_large']);
  });

  it('must be small, by what comes, where it declares nothing', async () => {
    assert.deepEqual(await codeOf(await send(chunks(4, 4096))), [200, 'ok']);
    assert.deepEqual(await codeOf(await send(chunks(1_000_000, 4096))), [413, 'body_too_large']);
  });

  it('may declare no nonsense', async () => {
    for (const length of ['x', '1e99', 'NaN']) {
      const response = await send('{}', { 'content-length': length });
      assert.equal(response.status, 413, length);
    }
  });
});

describe('the client’s address', () => {
  let origin: string;
  let server: ReturnType<typeof createAdaptorServer>;
  let trustedProxies = 0;
  before(async () => {
    const app = new Hono();
    app.get('/', (c) => c.text(String(clientAddress(c, trustedProxies))));
    server = createAdaptorServer({ fetch: app.fetch });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const seen = async (forwarded: string | string[] | undefined, proxies: number) => {
    trustedProxies = proxies;
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const request = http.get(origin, { headers, agent: false });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return text;
  };

  it('is the socket’s, whatever a header claims, while no proxy is trusted', async () => {
    assert.equal(await seen('203.0.113.7', 0), '127.0.0.1');
  });

  it('is what the outermost of our own proxies saw, counted from the right', async () => {
    assert.equal(await seen('203.0.113.7', 1), '203.0.113.7');
    assert.equal(await seen('198.51.100.1, 203.0.113.7', 1), '203.0.113.7');
    assert.equal(await seen('198.51.100.1, 203.0.113.7, 10.0.0.1', 2), '203.0.113.7');
    assert.equal(await seen(['198.51.100.1', '203.0.113.7'], 1), '203.0.113.7');
  });

  it('may be written with a port, or in IPv6', async () => {
    assert.equal(await seen('203.0.113.7:4711', 1), '203.0.113.7');
    assert.equal(await seen('[2001:db8::1]:4711', 1), '2001:db8::1');
    assert.equal(await seen('2001:db8::1', 1), '2001:db8::1');
  });

  it('is the socket’s where the header is missing, too short or no address', async () => {
    for (const claim of [undefined, '', 'unknown', '203.0.113.7.9', '<script>']) {
      assert.equal(await seen(claim, 1), '127.0.0.1', String(claim));
    }
    assert.equal(await seen('203.0.113.7', 2), '127.0.0.1');
  });

  it('is not known where there is no socket, unless a proxy tells it', async () => {
    const app = new Hono();
    app.get('/:hops', (c) => c.text(String(clientAddress(c, Number(c.req.param('hops'))))));
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    assert.equal(await (await app.request('/0', { headers })).text(), 'undefined');
    assert.equal(await (await app.request('/1', { headers })).text(), '203.0.113.7');
  });
});

describe('a proxy that the settings do not know of', () => {
  const warnings = async (trustedProxies: number, headers: Record<string, string>) => {
    let text = '';
    const log = createLog('warn', { write: (line: string) => (text += line) });
    const app = new Hono();
    app.use(warnOfProxy(log, trustedProxies));
    app.get('/', (c) => c.text('ok'));
    for (let n = 0; n < 3; n += 1) await app.request('/', { headers });
    return text.split('\n').filter(Boolean).length;
  };
  const forwarded = { 'x-forwarded-for': '192.0.2.1' };

  it('is warned of once', async () => {
    assert.equal(await warnings(0, forwarded), 1);
  });

  it('is none where no address was forwarded, or the proxy is trusted', async () => {
    assert.equal(await warnings(0, {}), 0);
    assert.equal(await warnings(1, forwarded), 0);
  });
});
