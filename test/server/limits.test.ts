import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressKey, rateLimit } from '../../server/limits.ts';

describe('a limit', () => {
  it('refuses what goes over it, with the seconds to wait, and counts keys apart', async () => {
    const { take } = rateLimit({ times: 3, seconds: 60 });
    await Promise.all([take('a'), take('a'), take('a')]);
    await assert.rejects(take('a'), (error: { code?: string; retryAfter?: number }) => {
      assert.equal(error.code, 'rate_limited');
      assert.ok(error.retryAfter && error.retryAfter > 50 && error.retryAfter <= 60);
      return true;
    });
    await take('b');
  });

  it('gives back what should not count', async () => {
    const { take, giveBack } = rateLimit({ times: 1, seconds: 60 });
    for (let time = 0; time < 5; time++) {
      await take('a');
      await giveBack('a');
    }
  });
});

describe('an address', () => {
  const cases: Record<string, string> = {
    '192.0.2.1': '192.0.2.1',
    '::ffff:192.0.2.1': '192.0.2.1',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
    '2001:db8:1:2::9': '2001:db8:1:2',
    '2001:0DB8:0001:0002:0000:0000:0000:0009': '2001:db8:1:2',
    '2001:db8::1': '2001:db8:0:0',
    '1::3:4:5:6:7:8': '1:0:3:4',
    '::1': '0:0:0:0',
    'fe80::1%eth0': 'fe80:0:0:0',
    unknown: 'unknown',
  };
  for (const [address, key] of Object.entries(cases)) {
    it(`${address} is counted as ${key}`, () => assert.equal(addressKey(address), key));
  }

  it('of IPv6 is counted with all others of its network, however it is written', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16));
    const network = fc.array(group, { minLength: 4, maxLength: 4 });
    const host = fc.array(group, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(network, host, host, (net, one, other) => {
        const canonical = (parts: string[]) => new URL(`http://[${parts.join(':')}]`).hostname;
        const key = addressKey(canonical([...net, ...one]).slice(1, -1));
        assert.equal(key, addressKey([...net, ...other].join(':')));
        assert.equal(key, net.join(':'));
      }),
    );
  });
});
