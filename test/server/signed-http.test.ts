import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { DeliveryError } from '../../server/notifications/delivery-error.ts';
import type { Notification } from '../../server/notifications/notification.ts';
import { remoteCallbacks } from '../../server/notifications/remote.ts';
import type { Address } from '../../server/orders/order.ts';
import { remoteOrders } from '../../server/orders/remote.ts';
import { signedHttp, type SignedHttpOptions } from '../../server/signed-http.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;

interface Received {
  headers: http.IncomingHttpHeaders;
  body: string;
}

describe('signed posts to a shop', () => {
  let server: http.Server;
  let url: string;
  let received: Received[];
  let answer: (response: http.ServerResponse, body: string) => void;
  before(async () => {
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        answer(response, body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tender`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received = [];
    answer = (response) => response.end('{}');
  });

  const post = (options: Partial<SignedHttpOptions> = {}) =>
    signedHttp({ url, secrets: [SECRET], privateNetwork: false, ...options });
  const message = { id: 'msg_1', body: { text: 'Zürich €' }, timeoutMs: 1_000 };
  const sent = () => received[0] ?? assert.fail('nothing was sent');

  it('verify with the Standard Webhooks library, under every current secret', async () => {
    await post({ secrets: [SECRET, OLD_SECRET] })(message);
    const { headers, body } = sent();
    for (const secret of [SECRET, OLD_SECRET]) {
      const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
      assert.deepEqual(verified, message.body);
    }
    assert.equal(headers['webhook-id'], 'msg_1');
    assert.throws(() => new Webhook(SECRET).verify(`${body} `, headers as Record<string, string>));
  });

  it('follow no redirect', async () => {
    answer = (response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
    assert.equal((await post()(message)).status, 302);
    assert.equal(received.length, 1);
  });

  it('give up on a shop that does not answer, or never ends', async () => {
    answer = () => undefined;
    await assert.rejects(post()({ ...message, timeoutMs: 50 }), /abort|timeout/i);
    answer = (response) => response.writeHead(200).write('{');
    await assert.rejects(post()({ ...message, timeoutMs: 50 }), /abort|timeout/i);
  });

  it('take no answer of any size', async () => {
    answer = (response) => response.end('x'.repeat(300 * 1024));
    await assert.rejects(post()(message), /larger than/);
  });

  it('reach this machine only when the URL itself says so', async () => {
    const { port } = new URL(url);
    await assert.rejects(post({ url: `http://0.0.0.0:${port}/` })(message), /not an address/);
    await assert.rejects(post({ url: `http://[::ffff:127.0.0.1]:${port}/` })(message));
    const byName = await post({ url: `http://localhost:${port}/` })(message);
    assert.equal(byName.status, 200);
  });

  it('never reach the addresses of the link, and private ones only when told to', async () => {
    const refused = (host: string, privateNetwork: boolean) =>
      assert.rejects(post({ url: `http://${host}/`, privateNetwork })(message), {
        name: 'UnreachableAddressError',
      });
    for (const host of ['169.254.169.254', '[fe80::1]', '[::ffff:169.254.169.254]', '224.0.0.1']) {
      await refused(host, true);
    }
    for (const host of ['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '[fd00::1]']) {
      await refused(host, false);
    }
    // Numbers that browsers and libraries read as addresses too.
    for (const host of ['2130706433', '0x7f.1', '0177.0.0.1']) {
      const normal = new URL(`http://${host}/`).hostname;
      assert.equal(normal, '127.0.0.1', 'the URL parser has made it plain before it is checked');
    }
  });

  describe('ask for orders', () => {
    const orders = () => remoteOrders(post());
    const order = { id: 'o-1', amount: 4200, currency: 'eur', status: 'open' as const };
    const address: Address = { country: 'BE', line1: null, line2: null, city: null, state: null };

    it('and get them', async () => {
      answer = (response) => response.end(JSON.stringify(order));
      assert.deepEqual(await orders().find('o-1'), order);
      const asked = JSON.parse(sent().body) as { type: string; data: unknown };
      assert.deepEqual([asked.type, asked.data], ['order.find', { id: 'o-1' }]);
    });

    it('that are not there', async () => {
      answer = (response) => response.writeHead(404).end();
      assert.equal(await orders().find('o-1'), null);
    });

    it('and make do without a delivery where the shop takes no part in one', async () => {
      answer = (response, body) =>
        body.includes('order.accept')
          ? response.writeHead(501).end()
          : response.end(JSON.stringify(order));
      assert.deepEqual(await orders().accept?.('o-1', { name: 'Ann' }), order);
      assert.equal(received.length, 2);
    });

    it('at their price when delivered', async () => {
      answer = (response) => response.end('{"amount":4700,"rates":[]}');
      const quote = await orders().quote?.('o-1', { address, rate: 'fast' });
      assert.deepEqual(quote, { amount: 4700, rates: [] });
      const { data } = JSON.parse(sent().body) as { data: unknown };
      assert.deepEqual(data, { id: 'o-1', address, rate: 'fast' });
    });

    it('and take nothing else for one', async () => {
      const answers: [number, string][] = [
        [500, '{}'],
        [200, 'not JSON'],
        [200, 'null'],
        [200, '"o-1"'],
        [302, '{}'],
      ];
      for (const [status, body] of answers) {
        answer = (response) => response.writeHead(status).end(body);
        await assert.rejects(async () => orders().find('o-1'), `${status} ${body}`);
      }
    });
  });

  describe('notify', () => {
    const notification = {
      id: 'paid:pi_1:4200',
      at: Date.parse('2026-11-01T12:00:00Z'),
      kind: 'paid',
      delta: 4200,
      total: 4200,
      final: true,
      payment: { id: 'pay_1', orderId: 'o-1' },
    } as unknown as Notification<'paid'>;
    const deliver = async () => remoteCallbacks(post()).paid(notification);

    it('under an id that stays, with the kind as the type', async () => {
      answer = (response) => response.writeHead(204).end();
      await deliver();
      const { headers, body } = sent();
      assert.equal(headers['webhook-id'], notification.id);
      assert.deepEqual(JSON.parse(body), {
        type: 'payment.paid',
        timestamp: '2026-11-01T12:00:00.000Z',
        data: notification,
      });
    });

    const refusals: Record<string, [number, http.OutgoingHttpHeaders, Partial<DeliveryError>]> = {
      'an error': [500, {}, { final: false, retryAfterMs: 0 }],
      'a redirect': [301, { location: '/' }, { final: false, retryAfterMs: 0 }],
      'a wish to be left alone for a while': [
        503,
        { 'retry-after': '120' },
        { final: false, retryAfterMs: 120_000 },
      ],
      'a wish to be left alone for ever': [410, {}, { final: true }],
    };
    for (const [what, [status, headers, expected]] of Object.entries(refusals)) {
      it(`and report ${what}`, async () => {
        answer = (response) => response.writeHead(status, headers).end();
        await assert.rejects(deliver(), (error: DeliveryError) => {
          assert.ok(error instanceof DeliveryError);
          for (const [field, value] of Object.entries(expected)) {
            assert.equal(error[field as keyof DeliveryError], value);
          }
          return true;
        });
      });
    }
  });
});
