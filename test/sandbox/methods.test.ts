import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActionContext } from '../../demo/sandbox/payments/behaviour.ts';
import { methodBehaviour, playable } from '../../demo/sandbox/payments/methods/behaviours.ts';
import { methodChargeDetails } from '../../demo/sandbox/payments/methods/charge-details.ts';
import { type MethodData, methodFields } from '../../demo/sandbox/payments/methods/fields.ts';
import type { MethodOptions } from '../../demo/sandbox/payments/methods/next-actions.ts';
import type { PaymentIntent, PaymentMethod } from '../../demo/sandbox/state/objects.ts';
import { paymentMethods } from '../../server/methods/index.ts';
import { assertStripeObject, assertStripePart } from '../support/stripe-schemas.ts';

const now = 1_790_000_000;

/** Stripe's `card` covers Apple Pay and Google Pay, and has behaviours of its own. */
const cards = ['card', 'apple_pay', 'google_pay'];

function paymentMethod(data: Partial<MethodData> & { type: string }): PaymentMethod {
  return {
    id: 'pm_1',
    object: 'payment_method',
    billing_details: {
      address: null,
      email: data.billing_details?.email ?? null,
      name: null,
      phone: null,
      tax_id: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...methodFields(data, 'pm_1'),
    type: data.type,
  };
}

function actionContext(method: PaymentMethod, options: MethodOptions = {}): ActionContext {
  const intent = {
    id: 'pi_1',
    object: 'payment_intent',
    amount: 1099,
    currency: 'eur',
    payment_method_options: options,
  } as PaymentIntent;
  return {
    intent,
    paymentMethod: method,
    returnUrl: 'https://shop.example/thanks',
    origin: 'http://127.0.0.1:12111',
    accountId: 'acct_1',
    now,
  };
}

function behaviour(data: Partial<MethodData> & { type: string }, options: MethodOptions = {}) {
  const method = paymentMethod(data);
  const found = methodBehaviour(method, { options, now });
  assert.ok(found, data.type);
  return { ...found, shown: found.nextAction?.(actionContext(method, options)) };
}

describe('payment methods', () => {
  it('can all be played that a shop can offer, and giropay', () => {
    const offerable = [...paymentMethods.values()].filter(({ unavailable }) => !unavailable);
    for (const { type } of offerable) {
      assert.ok(cards.includes(type) || playable.includes(type), type);
    }
    assert.ok(playable.includes('giropay'));
  });

  for (const type of playable) {
    it(`${type}: PaymentMethod, next action and charge are as Stripe has them`, () => {
      const method = paymentMethod({ type });
      assertStripeObject('PaymentMethod', method);
      const { shown } = behaviour({ type });
      if (shown) {
        assertStripePart('PaymentIntent.NextAction', shown);
        assert.ok(shown.type in shown);
      }
      for (const mandate of [null, 'mandate_1']) {
        const terms = { chargeId: 'py_1', mandate, nextAction: shown ?? null, now };
        const details = methodChargeDetails(method, terms);
        assertStripePart('Charge.PaymentMethodDetails', details);
        assert.ok(type in details, 'the details are under the method’s name');
      }
    });
  }

  it('send the shopper to a page, with the way back', () => {
    const { action, shown } = behaviour({ type: 'ideal' });
    assert.equal(action, 'redirect');
    assert.deepEqual(shown?.redirect_to_url, {
      return_url: 'https://shop.example/thanks',
      url: 'http://127.0.0.1:12111/pages/authorize/acct_1/pi_1',
    });
  });

  it('know the bank', () => {
    const { ideal } = paymentMethod({ type: 'ideal', ideal: { bank: 'ing' } });
    assert.deepEqual(ideal, { bank: 'ing', bic: 'INGBNL2A' });
  });

  it('show a voucher for as long as the intent asks, and have it paid after three minutes', () => {
    const boleto = { type: 'boleto', boleto: { tax_id: '000.000.000-00' } };
    const { paidAfter, lapsesAfter, shown } = behaviour(boleto, {
      boleto: { expires_after_days: 1 },
    });
    assert.deepEqual({ paidAfter, lapsesAfter }, { paidAfter: 180, lapsesAfter: 86_400 });
    assert.equal(shown?.boleto_display_details?.expires_at, now + 86_400);
  });

  it('go by the shopper’s e-mail address when it asks for an outcome', () => {
    const outcome = (type: string, email: string) => {
      const { paidAfter, lapsesAfter, processing, decline } = behaviour({
        type,
        billing_details: { email },
      });
      return { paidAfter, lapsesAfter, processing, decline: decline?.code };
    };
    const nothing = { paidAfter: undefined, processing: undefined, decline: undefined };
    assert.equal(outcome('pix', 'succeed_immediately@shop.example').paidAfter, 0);
    assert.deepEqual(outcome('pix', 'expire_with_delay@shop.example'), {
      ...nothing,
      lapsesAfter: 180,
    });
    assert.deepEqual(outcome('oxxo', 'fill_never@shop.example'), {
      ...nothing,
      lapsesAfter: 3 * 86_400,
    });
    assert.deepEqual(outcome('mb_way', 'expire_immediately@shop.example'), {
      paidAfter: undefined,
      lapsesAfter: undefined,
      processing: 0,
      decline: 'payment_intent_payment_attempt_expired',
    });
  });

  it('process debits, and let them come out as the account says', () => {
    const sepa = (iban: string) => {
      const { processing, decline, aftermath } = behaviour({
        type: 'sepa_debit',
        sepa_debit: { iban },
      });
      return { processing, failed: decline !== undefined, disputed: aftermath !== undefined };
    };
    assert.deepEqual(sepa('DE89370400440532013000'), {
      processing: 3,
      failed: false,
      disputed: false,
    });
    assert.deepEqual(sepa('DE78 3704 0044 0532 0130 04'), {
      processing: 180,
      failed: true,
      disputed: false,
    });
    assert.deepEqual(sepa('DE35370400440532013002'), {
      processing: 3,
      failed: false,
      disputed: true,
    });
  });

  it('are held and refunded as Tender’s catalogue says', () => {
    assert.equal(behaviour({ type: 'klarna' }).hold, 28 * 86_400);
    assert.equal(behaviour({ type: 'ideal' }).hold, undefined);
    assert.equal(behaviour({ type: 'oxxo' }).refund, 'refused');
  });

  it('transfer to an account in the currency of the payment', () => {
    const { shown } = behaviour({ type: 'customer_balance' });
    const details = shown?.display_bank_transfer_instructions;
    assert.equal(details?.type, 'eu_bank_transfer');
    assert.equal(details.amount_remaining, 1099);
  });
});
