/**
 * Every one of Stripe's test cards, typed into the Payment Element. What becomes of each is in Stripe's
 * documentation (docs.stripe.com/testing).
 */
import type { Page } from '@playwright/test';
import type { Stripe } from 'stripe';
import { testCards, type TestCard } from '../../../demo/sandbox/test-data/cards.ts';
import {
  createIntent,
  openPaymentElement,
  paymentResult,
  startPaying,
  typeCard,
} from './page-api.ts';
import { challengeFrame, expect, test, type Shop } from './shop.ts';

interface Outcome {
  /** The bank asks the shopper, who answers well. */
  asks?: true;
  /** Otherwise the payment succeeds. */
  declined?: { code: string; decline_code?: string };
  /** What the charge says, as far as it is special. */
  charge?: Record<string, unknown>;
  disputes?: object[];
  earlyFraudWarning?: true;
  /** How a refund stands at once, and in the end. */
  refund?: ['pending' | 'succeeded', 'succeeded' | 'failed'];
  /** The money may be paid out at once. */
  available?: true;
}

const asks = { asks: true } as const;
const declined = (decline_code: string): Outcome => ({
  declined: { code: 'card_declined', decline_code },
});
const checks = (failed: object): Outcome => ({
  charge: {
    payment_method_details: {
      card: {
        checks: {
          address_line1_check: 'pass',
          address_postal_code_check: 'pass',
          cvc_check: 'pass',
          ...failed,
        },
      },
    },
  },
});
const risk = (risk_level: string): Outcome => ({ charge: { outcome: { risk_level } } });
const dispute = (reason: string, status = 'needs_response') => ({ reason, status });

/** The others are simply paid with. */
const special: Readonly<Record<string, Outcome>> = {
  '4000000000000002': declined('generic_decline'),
  '4000000000009995': declined('insufficient_funds'),
  '4000000000009987': declined('lost_card'),
  '4000000000009979': declined('stolen_card'),
  '4000000000006975': declined('card_velocity_exceeded'),
  '4000000000000069': { declined: { code: 'expired_card' } },
  '4000000000000127': { declined: { code: 'incorrect_cvc' } },
  '4000000000000119': { declined: { code: 'processing_error' } },
  '4000000000000341': declined('generic_decline'),

  '4000002500003155': asks,
  '4000002760003184': asks,
  '4000003800000446': asks,
  '4000008260003178': { ...asks, ...declined('insufficient_funds') },
  '4000000000003220': asks,
  '4000008400000027': asks,
  '4000008400001629': { ...asks, ...declined('generic_decline') },
  '4000008400001280': declined('generic_decline'),
  '4000000032200000': {
    charge: {
      payment_method_details: {
        card: { three_d_secure: { authentication_flow: 'frictionless', result: 'authenticated' } },
      },
    },
  },

  '4100000000000019': declined('fraudulent'),
  '4000000000004954': risk('highest'),
  '4000000000009235': risk('elevated'),
  '4000000000000101': checks({ cvc_check: 'fail' }),
  '4000000000000036': checks({ address_postal_code_check: 'fail' }),
  '4000000000000028': checks({ address_line1_check: 'fail' }),
  '4000000000000010': checks({ address_line1_check: 'fail', address_postal_code_check: 'fail' }),
  '4000058400307872': {
    charge: { ...checks({ cvc_check: 'fail' }).charge, ...risk('elevated').charge },
  },
  '4000058400306072': {
    charge: { ...checks({ address_postal_code_check: 'fail' }).charge, ...risk('elevated').charge },
  },

  '4000000000000259': { disputes: [dispute('fraudulent')] },
  '4000000000002685': { disputes: [dispute('product_not_received')] },
  '4000000000001976': { disputes: [dispute('fraudulent', 'warning_needs_response')] },
  '4000000404000079': { disputes: [dispute('fraudulent'), dispute('product_not_received')] },
  '4000008400000779': { disputes: [dispute('noncompliant')] },
  '4000000000005423': { earlyFraudWarning: true },

  '4000000000007726': { refund: ['pending', 'succeeded'] },
  '4000000000005126': { refund: ['succeeded', 'failed'] },
  '4000000000000077': { available: true },
  '4000003720000278': { available: true },
};

const billing_details = {
  address: { line1: '27 Fredrick Ave', postal_code: '97712', country: 'US' },
};

/** Pays with what is typed, and answers the bank if it asks. */
async function payWith(page: Page, secret: string, asks: boolean) {
  await startPaying(page, secret, { payment_method_data: { billing_details } });
  if (asks) await challengeFrame(page).getByRole('button', { name: 'Complete' }).click();
  return paymentResult(page);
}

async function tryCard(page: Page, shop: Shop, card: TestCard): Promise<void> {
  const { number } = card;
  const outcome = special[number] ?? {};
  const { sandbox, stripe } = shop;
  const secret = await createIntent(shop, { allowed_payment_method_types: ['card'] })();
  await typeCard(page, number);
  const { error, paymentIntent } = await payWith(page, secret, outcome.asks ?? false);
  if (outcome.declined) {
    expect(error, number).toMatchObject({ type: 'card_error', ...outcome.declined });
    return;
  }
  expect(error, number).toBeUndefined();
  expect(paymentIntent?.status, number).toBe('succeeded');

  // Disputes and warnings come a moment after the charge.
  sandbox.clock.advance(5);
  const payment_intent = paymentIntent?.id ?? '';
  const expand = ['latest_charge.balance_transaction'];
  const intent = await stripe.paymentIntents.retrieve(payment_intent, { expand });
  const charge = intent.latest_charge as Stripe.Charge;
  const { brand, funding, country } = card;
  expect(charge.payment_method_details?.card, number).toMatchObject({ brand, funding, country });
  expect(charge, number).toMatchObject(outcome.charge ?? { outcome: { risk_level: 'normal' } });
  const balance = charge.balance_transaction as Stripe.BalanceTransaction;
  expect(balance.status, number).toBe(outcome.available ? 'available' : 'pending');

  const disputes = (await stripe.disputes.list({ payment_intent })).data;
  expect(disputes.map(({ reason, status }) => ({ reason, status })).reverse(), number).toEqual(
    outcome.disputes ?? [],
  );
  const warnings = await stripe.radar.earlyFraudWarnings.list({ payment_intent });
  expect(warnings.data, number).toHaveLength(outcome.earlyFraudWarning ? 1 : 0);
  if (!outcome.refund) return;
  const refund = await stripe.refunds.create({ payment_intent });
  expect(refund.status, number).toBe(outcome.refund[0]);
  sandbox.clock.advance(24 * 60 * 60);
  expect((await stripe.refunds.retrieve(refund.id)).status, number).toBe(outcome.refund[1]);
}

test('every special card is in the table', () => {
  const numbers = testCards.map(({ number }) => number);
  expect(Object.keys(special).filter((number) => !numbers.includes(number))).toEqual([]);
});

const AT_ONCE = 25;
for (let from = 0; from < testCards.length; from += AT_ONCE) {
  const some = testCards.slice(from, from + AT_ONCE);
  test(`test cards ${from + 1} to ${from + some.length} give their outcomes`, async ({
    page,
    shopIn,
  }) => {
    test.setTimeout(90_000);
    const shop = await shopIn('DE');
    await openPaymentElement(page, shop, { elements: { allowedPaymentMethodTypes: ['card'] } });
    for (const card of some) await tryCard(page, shop, card);
  });
}
