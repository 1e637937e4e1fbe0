import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Stripe from 'stripe';
import { createLog } from '../../server/log.ts';

const secrets = [
  'pi_3Qxyz_secret_AbCdEf123456',
  'seti_1Qxyz_secret_AbCdEf123456',
  'sk_live_51AbCdEfGh',
  'rk_test_51AbCdEfGh',
  'whsec_AbCd+/EfGh==',
  `tdr_0123456789abcdef_${'Ab-_'.repeat(11)}`,
  'eyJhbGciOi.eyJzdWIiOi.c2ln-bmF0dXJl',
  'ann.shopper+test@mail.shop.example',
];

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('trace', { write: (line: string) => (text += line) }));
  return text;
}

describe('the log', () => {
  for (const secret of secrets) {
    it(`blacks out ${secret.slice(0, 12)}… wherever it stands`, () => {
      const error = new Error(`failed for ${secret}`, { cause: new Error(`with ${secret}`) });
      const text = logged((log) => {
        log.info({ field: secret, nested: { deep: [secret] }, [secret]: 1 }, `message ${secret}`);
        log.error({ err: error }, 'failed');
      });
      assert.ok(!text.includes(secret), text);
      assert.equal(text.trim().split('\n').length, 2);
    });
  }

  it('leaves out what names a person or opens a door, by its field', () => {
    const text = logged((log) =>
      log.info({
        authorization: 'Basic dXNlcg==',
        headers: { cookie: 'tender=abc', 'stripe-signature': 't=1,v1=abc' },
        shipping: { name: 'Ann Shopper', address: { line1: 'Street 1' } },
        customer: { address: { line1: 'Street 1' }, phone: '+32 1' },
      }),
    );
    for (const part of ['dXNlcg', 'tender=abc', 'v1=abc', 'Ann Shopper', 'Street 1', '+32 1']) {
      assert.ok(!text.includes(part), `${part} in ${text}`);
    }
  });

  it('keeps of an error of Stripe’s what says what happened, not the objects that hang on it', () => {
    const error = new Stripe.errors.StripeCardError({
      type: 'card_error',
      message: 'Your card was declined.',
      code: 'card_declined',
      requestId: 'req_1',
      payment_intent: { shipping: { name: 'Ann Shopper' } },
    } as never);
    const text = logged((log) => log.warn({ err: error }, 'Stripe call failed'));
    assert.ok(text.includes('card_declined') && text.includes('req_1'), text);
    assert.ok(!text.includes('Ann Shopper'), text);
  });
});
