import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InvalidEnvironmentError, readEnvironment } from '../../server/environment.ts';
import { checkOptions } from '../../server/options.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const good = {
  TENDER_SECRET: SECRET,
  TENDER_ORIGIN: 'https://pay.shop.example',
  TENDER_ALLOWED_ORIGINS: 'https://shop.example, https://www.shop.example',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_12345678,whsec_87654321',
  ORDERS_URL: 'https://shop.example/tender/orders',
  NOTIFICATIONS_URL: 'https://shop.example/tender/notifications',
  SHOP_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};

describe('the environment', () => {
  it('gives options that createCheckout takes', () => {
    const { options, host, port } = readEnvironment(good);
    const settings = checkOptions(options);
    assert.deepEqual(settings.secrets, [SECRET]);
    assert.deepEqual(settings.allowedOrigins, ['https://shop.example', 'https://www.shop.example']);
    assert.deepEqual(settings.stripe.webhookSecrets, ['whsec_12345678', 'whsec_87654321']);
    assert.equal(settings.operators, 'tokens');
    assert.equal(typeof settings.on.paid, 'function');
    assert.deepEqual([host, port], ['127.0.0.1', 3000]);
  });

  it('may set what has a default', () => {
    const { options, host, port } = readEnvironment({
      ...good,
      TENDER_SECRET: `${SECRET},fedcba9876543210fedcba9876543210`,
      TENDER_CAPTURE: 'manual',
      TENDER_TRUSTED_PROXIES: '2',
      DATABASE_URL: 'postgres://db/tender',
      HOST: '0.0.0.0',
      PORT: '8080',
    });
    const settings = checkOptions(options);
    assert.equal(settings.secrets.length, 2);
    assert.equal(settings.capture, 'manual');
    assert.equal(settings.trustedProxies, 2);
    assert.equal(settings.database, 'postgres://db/tender');
    assert.deepEqual([host, port], ['0.0.0.0', 8080]);
  });

  it('may leave the keys to the back office, and the shop without notifications', () => {
    const { STRIPE_PUBLISHABLE_KEY: _p, STRIPE_SECRET_KEY: _s, ...rest } = good;
    const { options } = readEnvironment({ ...rest, NOTIFICATIONS_URL: '', PORT: ' ' });
    assert.equal(options.stripe?.secretKey, undefined);
    assert.equal(checkOptions(options).stripe.keys, null);
    assert.equal(options.on, undefined);
  });

  it('gives a command what it needs, without the shop', () => {
    const { ORDERS_URL: _o, SHOP_SECRET: _s, ...rest } = good;
    assert.throws(() => readEnvironment(rest), /ORDERS_URL is missing/);
    assert.ok(checkOptions(readEnvironment(rest, 'command').options).stripe.keys);
  });

  const mistakes: Record<string, Record<string, string | undefined>> = {
    TENDER_SECRET: { TENDER_SECRET: undefined },
    ORDERS_URL: { ORDERS_URL: 'ftp://shop.example' },
    SHOP_SECRET: { SHOP_SECRET: 'whsec_short' },
    PORT: { PORT: '70000' },
    TENDER_TRUSTED_PROXIES: { TENDER_TRUSTED_PROXIES: 'all' },
    TENDER_CAPTURE: { TENDER_CAPTURE: 'later' },
    TENDER_PRIVATE_NETWORK: { TENDER_PRIVATE_NETWORK: 'yes' },
    STRIPE_SECRET_KEY: { STRIPE_SECRET_KEY: undefined },
  };
  for (const [variable, change] of Object.entries(mistakes)) {
    it(`is refused by the name of what is wrong: ${variable}`, () => {
      assert.throws(
        () => readEnvironment({ ...good, ...change }),
        (error: Error) => {
          assert.ok(error instanceof InvalidEnvironmentError);
          assert.match(error.message, new RegExp(variable));
          for (const value of Object.values(change)) {
            if (value) assert.ok(!error.message.includes(value), error.message);
          }
          return true;
        },
      );
    });
  }

  it('names all that is wrong at once', () => {
    assert.throws(() => readEnvironment({}), /TENDER_SECRET[^]*ORDERS_URL[^]*SHOP_SECRET/);
  });
});
