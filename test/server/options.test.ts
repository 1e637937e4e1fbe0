import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkOptions, InvalidOptionsError, type CheckoutOptions } from '../../server/options.ts';

const good = {
  stripe: {
    publishableKey: 'pk_test_51Hq8LkAbCdEf',
    secretKey: 'rk_test_51Hq8LkAbCdEf',
    webhookSecret: 'whsec_8fj2K1mQz7',
  },
  secret: '0f8b1c6d2e7a49358c1d0e6f7a8b9c2d',
  allowedOrigins: ['https://shop.example'],
  orders: { find: () => null },
} satisfies CheckoutOptions;

const problems = (options: object): string[] => {
  try {
    checkOptions(options as CheckoutOptions);
    return [];
  } catch (error) {
    assert.ok(error instanceof InvalidOptionsError);
    return error.issues.map(({ option, problem }) => `${option} ${problem}`);
  }
};
const withStripe = (stripe: object) => problems({ ...good, stripe: { ...good.stripe, ...stripe } });

it('fills in the defaults', () => {
  const { capture, database, workers, stripe } = checkOptions(good);
  assert.deepEqual([capture, database, workers], ['automatic', 'tender.db', true]);
  assert.deepEqual(stripe.webhookSecrets, ['whsec_8fj2K1mQz7']);
});

it('finds the script of a sandbox beside its API', () => {
  const { stripe } = checkOptions({
    ...good,
    stripe: { ...good.stripe, apiUrl: 'http://127.0.0.1:12111' },
  });
  assert.equal(stripe.scriptUrl, 'http://127.0.0.1:12111/stripe.js');
});

it('works without keys, which can be entered later', () => {
  const { stripe: _, ...rest } = good;
  assert.deepEqual(problems(rest), []);
});

it('works without origins in the sandbox alone', () => {
  const { allowedOrigins: _, ...rest } = good;
  assert.deepEqual(problems(rest), [
    'allowedOrigins must name the origins of the pages that take payments',
  ]);
  const stripe = { ...good.stripe, apiUrl: 'http://localhost:12111' };
  assert.deepEqual(problems({ ...rest, stripe }), []);
});

describe('refuses', () => {
  const cases: Record<string, [found: string[], said: RegExp]> = {
    'a missing secret': [problems({ ...good, secret: undefined }), /^secret is missing$/],
    'a short secret': [problems({ ...good, secret: 'abc' }), /^secret must have 32 characters/],
    'a monotonous secret': [problems({ ...good, secret: 'ab'.repeat(20) }), /^secret is too easy/],
    'a placeholder for the secret': [
      problems({ ...good, secret: 'put-your-own-random-secret-here-1234' }),
      /^secret is still a placeholder/,
    ],
    'a missing key': [withStripe({ secretKey: undefined }), /^stripe\.secretKey is missing$/],
    'a placeholder for a key': [
      withStripe({ secretKey: 'sk_test_your_key' }),
      /^stripe\.secretKey is still a placeholder/,
    ],
    'the publishable key in the place of the secret one': [
      withStripe({ secretKey: 'pk_test_51Hq8LkAbCdEf' }),
      /^stripe\.secretKey is a publishable key/,
    ],
    'the secret key in the place of the publishable one': [
      withStripe({ publishableKey: 'sk_test_51Hq8LkAbCdEf' }),
      /^stripe\.publishableKey must be a publishable key/,
    ],
    'live and test keys together': [
      withStripe({ publishableKey: 'pk_live_51Hq8LkAbCdEf' }),
      /^stripe mixes live and test keys$/,
    ],
    'live keys for a sandbox': [
      withStripe({
        publishableKey: 'pk_live_51Hq8LkAbCdEf',
        secretKey: 'sk_live_51Hq8LkAbCdEf',
        apiUrl: 'http://127.0.0.1:1',
      }),
      /^stripe gives live keys to a sandbox/,
    ],
    'plain http to another machine': [
      withStripe({ apiUrl: 'http://stripe.example' }),
      /^stripe\.apiUrl must be https/,
    ],
    'a path in the API address': [
      withStripe({ apiUrl: 'https://stripe.example/v1' }),
      /^stripe\.apiUrl must be an origin/,
    ],
    'a webhook secret that is none': [
      withStripe({ webhookSecret: 'sk_test_51Hq8LkAbCdEf' }),
      /^stripe\.webhookSecret/,
    ],
    'an allowed origin with a path': [
      problems({ ...good, allowedOrigins: ['https://shop.example/'] }),
      /^allowedOrigins\.0 must be an origin/,
    ],
    'every origin': [problems({ ...good, allowedOrigins: ['*'] }), /^allowedOrigins\.0 must be/],
    'orders that come from nowhere': [
      problems({ ...good, orders: {} }),
      /^orders\.find is missing$/,
    ],
    'an unknown capture mode': [problems({ ...good, capture: 'later' }), /^capture must be/],
    'an option that is none': [problems({ ...good, databse: 'x' }), /^databse is not an option$/],
  };
  for (const [what, [found, said]] of Object.entries(cases)) {
    it(what, () => {
      assert.equal(found.length, 1, found.join('; '));
      assert.match(found[0] ?? '', said);
    });
  }
});

it('names every mistake at once, and repeats no secret', () => {
  const leaky = {
    ...good,
    secret: 'sesame',
    stripe: {
      ...good.stripe,
      secretKey: 'pk_live_topsecretvalue',
      webhookSecret: 'topsecretvalue',
    },
  };
  const found = problems(leaky);
  assert.equal(found.length, 3, found.join('; '));
  assert.doesNotMatch(found.join(), /sesame|topsecretvalue/);
});
