/** Every card, account and method of the test data, through to its end, with every event checked. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Stripe } from 'stripe';
import { hold, paymentMethods } from '../../server/methods/index.ts';
import { isCurrency } from '../../server/money/index.ts';
import { playable } from '../../demo/sandbox/payments/methods/behaviours.ts';
import {
  bankAccountByToken,
  bankAccountTokens,
  debitOutcome,
} from '../../demo/sandbox/test-data/bank-accounts.ts';
import { testCards } from '../../demo/sandbox/test-data/cards.ts';
import { declines } from '../../demo/sandbox/test-data/declines.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let stripe: Stripe;

before(async () => {
  sandbox = await startTestSandbox({ country: 'DE' });
  ({ stripe } = sandbox);
});
after(() => sandbox.stop());

const mandate_data: Stripe.PaymentIntentCreateParams.MandateData = {
  customer_acceptance: {
    type: 'online',
    online: { ip_address: '127.0.0.1', user_agent: 'test' },
  },
};

/** The error of a call, if Stripe's SDK throws one. */
const refusal = (call: Promise<unknown>): Promise<Stripe.errors.StripeError | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Stripe.errors.StripeError && error.statusCode !== undefined)
        return error;
      throw error;
    },
  );

describe('test cards', () => {
  for (const card of testCards) {
    it(`${card.number} does what it should`, async () => {
      const intent = await stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['card'],
      });
      const error = await refusal(
        stripe.paymentIntents.confirm(intent.id, {
          payment_method_data: {
            type: 'card',
            card: {
              number: card.number,
              exp_month: 12,
              exp_year: 2040,
              cvc: card.brand === 'amex' ? '1234' : '123',
            },
          } as Stripe.PaymentIntentConfirmParams.PaymentMethodData,
          return_url: 'https://shop.example',
        }),
      );
      let { status, last_payment_error } = await stripe.paymentIntents.retrieve(intent.id);
      if (status === 'requires_action') {
        sandbox.endAction(intent.id, 'succeed');
        ({ status, last_payment_error } = await stripe.paymentIntents.retrieve(intent.id));
      }
      sandbox.clock.advance(5);
      sandbox.newEvents();
      const decline =
        card.risk === 'blocked'
          ? declines.blocked
          : card.authenticationFails && card.authentication !== 'optional'
            ? declines.generic_decline
            : card.decline && declines[card.decline.as];
      if (decline) {
        assert.equal(status, 'requires_payment_method');
        assert.equal(last_payment_error?.code, decline.code);
        return;
      }
      assert.equal(error, undefined, error?.message);
      assert.equal(status, 'succeeded');
      const disputes = await stripe.disputes.list({ payment_intent: intent.id });
      assert.deepEqual(
        disputes.data.map(({ reason }) => reason).reverse(),
        card.disputes.map(({ reason }) => reason),
      );
    });
  }
});

describe('test accounts for debits', () => {
  for (const token of bankAccountTokens) {
    it(`${token} does what it should`, async () => {
      const type = bankAccountByToken(token)?.type ?? 'sepa_debit';
      const { country, currency } = marketOf(type);
      const own = `sk_test_debit_${country}`;
      const account = sandbox.accounts.find(own)?.account;
      assert.ok(account);
      account.country = country;
      const client = sandbox.client(own);
      const intent = await client.paymentIntents.create({
        amount: 2000,
        currency,
        allowed_payment_method_types: [type],
        confirm: true,
        payment_method: token,
        mandate_data,
      });
      assert.equal(intent.status, 'processing');
      sandbox.clock.advance(10 * 60);
      const ended = await client.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
      const charge = ended.latest_charge as Stripe.Charge;
      const method = await client.paymentMethods.retrieve(charge.payment_method ?? '');
      const fingerprint = method[type]?.fingerprint ?? '';
      const { result, failure } = debitOutcome(fingerprint);
      const expected = {
        succeeds: 'succeeded',
        disputed: 'succeeded',
        fails: 'failed',
        never: 'pending',
      };
      assert.equal(charge.status, expected[result]);
      assert.equal(charge.failure_code, failure?.code ?? null);
    });
  }
});

/** A country and a currency in which a method works. */
function marketOf(type: string) {
  const method = paymentMethods.get(type);
  for (const { accounts, currencies: own, min = 0 } of method?.markets ?? []) {
    const country = accounts ? [...accounts][0] : 'DE';
    const currency = own ? [...own][0] : 'eur';
    if (country && currency && isCurrency(currency)) return { country, currency, min };
  }
  throw new Error(`no market for ${type}`);
}

describe('payment methods', () => {
  const offerable = playable.filter((type) => paymentMethods.get(type)?.unavailable === undefined);

  for (const type of offerable) {
    for (const outcome of ['succeed', 'fail'] as const) {
      it(`${type}: ${outcome}`, async () => {
        const { country, currency, min } = marketOf(type);
        const own = `sk_test_methods_${country}`;
        const account = sandbox.accounts.find(own)?.account;
        assert.ok(account);
        account.country = country;
        const client = sandbox.client(own);
        const held = hold(type, { accountCountry: country, currency }) !== undefined;
        const shoppers = paymentMethods.get(type)?.markets[0]?.shoppers;
        const intent = await client.paymentIntents.create({
          amount: Math.max(min, 50_000),
          currency,
          allowed_payment_method_types: [type],
          capture_method: held ? 'manual' : 'automatic',
          confirm: true,
          mandate_data,
          return_url: 'https://shop.example',
          payment_method_data: {
            type: type,
            billing_details: {
              name: 'Jenny Rosen',
              email: 'jenny@shop.example',
              address: { country: (shoppers && [...shoppers][0]) ?? country },
            },
            ...samples[type],
          },
        });
        if (intent.status === 'requires_action') sandbox.endAction(intent.id, outcome, own);
        sandbox.clock.advance(10 * 60);
        let { status } = await client.paymentIntents.retrieve(intent.id);
        if (status === 'requires_capture') {
          assert.ok(held);
          ({ status } = await client.paymentIntents.capture(intent.id));
        }
        const asked = intent.status === 'requires_action';
        const expected = asked && outcome === 'fail' ? 'requires_payment_method' : 'succeeded';
        assert.equal(status, expected);
        const { data } = await client.charges.list({ payment_intent: intent.id });
        assert.equal(data.length, expected === 'succeeded' ? 1 : 0);
      });
    }
  }
});

/** What some methods can't do without. */
const samples: Readonly<Record<string, object>> = {
  acss_debit: {
    acss_debit: {
      account_number: '000123456789',
      institution_number: '000',
      transit_number: '11000',
    },
  },
  au_becs_debit: { au_becs_debit: { account_number: '000123456', bsb_number: '000000' } },
  bacs_debit: { bacs_debit: { account_number: '00012345', sort_code: '108800' } },
  boleto: { boleto: { tax_id: '000.000.000-00' } },
  fpx: { fpx: { bank: 'maybank2u' } },
  nz_bank_account: {
    nz_bank_account: {
      account_number: '0123456',
      bank_code: '01',
      branch_code: '0902',
      suffix: '00',
    },
  },
  sepa_debit: { sepa_debit: { iban: 'DE89370400440532013000' } },
  us_bank_account: {
    us_bank_account: {
      account_holder_type: 'individual',
      account_number: '000123456789',
      routing_number: '110000000',
    },
  },
};
