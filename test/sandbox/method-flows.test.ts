/** Every payment method that a shop can offer, through the whole API: agreed to, refused, abandoned. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Stripe } from 'stripe';
import { endAction } from '../../demo/sandbox/payments/attempts.ts';
import { type PaymentMethod, paymentMethods } from '../../server/methods/index.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

type Data = Stripe.PaymentIntentCreateParams.PaymentMethodData;

let sandbox: TestSandbox;
before(async () => {
  sandbox = await startTestSandbox();
});
after(() => sandbox.stop());

/** What the shopper has to tell, by method. */
const details: Readonly<Record<string, Partial<Data>>> = {
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
      account_number: '0000000',
      bank_code: '11',
      branch_code: '0000',
      suffix: '010',
    },
  },
  payto: { payto: { pay_id: 'jenny@shop.example' } },
  sepa_debit: { sepa_debit: { iban: 'DE89370400440532013000' } },
  sofort: { sofort: { country: 'DE' } },
  us_bank_account: {
    us_bank_account: {
      account_holder_type: 'individual',
      account_number: '000123456789',
      routing_number: '110000000',
    },
  },
};

/** The shopper approves these in an app; Stripe only waits. */
const approvedInAnApp = ['mb_way', 'payto'];

/** An account where the method works, and a payment that it takes. */
function market({ markets }: PaymentMethod) {
  const { accounts, shoppers, currencies, min = 5000 } = markets[0] ?? {};
  const account = accounts?.values().next().value ?? 'US';
  // A domestic method has its shoppers where the account is.
  const shopper = shoppers?.has(account) ? account : (shoppers?.values().next().value ?? account);
  return {
    account,
    shopper,
    currency: currencies?.values().next().value ?? 'usd',
    amount: Math.max(min, 5000),
  };
}

interface Flow {
  stripe: Stripe;
  pay: () => Promise<Stripe.PaymentIntent>;
  end: (id: string, outcome: 'succeed' | 'fail') => void;
}

async function flow(method: PaymentMethod): Promise<Flow> {
  const { account: country, shopper, currency, amount } = market(method);
  const key = `sk_test_flow_${method.type}`;
  const account = sandbox.accounts.find(key)?.account;
  assert.ok(account);
  account.country = country;
  // giropay is discontinued: only an account that still has it can play it.
  if (method.type === 'giropay') account.state.capabilities.set('giropay_payments', 'active');
  const stripe = sandbox.client(key);
  const { id: customer } = await stripe.customers.create({ email: 'jenny@shop.example' });
  const type = method.type;
  return {
    stripe,
    pay: () =>
      stripe.paymentIntents.create({
        amount,
        currency,
        customer,
        allowed_payment_method_types: [type],
        payment_method_data: {
          type,
          billing_details: {
            name: 'Jenny Rosen',
            // Who is shown instructions does nothing by themselves.
            email: `${approvedInAnApp.includes(type) ? 'jenny' : 'fill_never'}@shop.example`,
            phone: '+3225550100',
            address: {
              city: 'Town',
              country: shopper,
              line1: 'Street 1',
              postal_code: '1000',
              state: 'CA',
            },
          },
          ...details[type],
        },
        ...(type === 'customer_balance' && {
          payment_method_options: { customer_balance: { funding_type: 'bank_transfer' } },
        }),
        mandate_data: { customer_acceptance: { type: 'offline' } },
        return_url: 'https://shop.example/thanks',
        confirm: true,
      }),
    end: (id, outcome) => endAction(sandbox.contextOf(account), id, outcome),
  };
}

describe('a payment', () => {
  const offerable = [...paymentMethods.values()].filter(
    ({ unavailable, type }) =>
      type === 'giropay' || (!unavailable && !['card', 'apple_pay', 'google_pay'].includes(type)),
  );

  for (const method of offerable) {
    it(`by ${method.label}: authorized it succeeds, refused it may be tried again, abandoned it is canceled`, async () => {
      const { stripe, pay, end } = await flow(method);

      const first = await pay();
      if (first.status === 'requires_action') end(first.id, 'succeed');
      if (first.status === 'processing') sandbox.clock.advance(60);
      const paid = await stripe.paymentIntents.retrieve(first.id, { expand: ['latest_charge'] });
      assert.equal(paid.status, 'succeeded');
      assert.equal(paid.amount_received, first.amount);
      const charge = paid.latest_charge as Stripe.Charge;
      assert.equal(charge.payment_method_details?.type, method.type);

      if (first.status !== 'requires_action') return;
      const refused = await pay();
      end(refused.id, 'fail');
      const open = await stripe.paymentIntents.retrieve(refused.id);
      assert.equal(open.status, 'requires_payment_method');
      assert.ok(open.last_payment_error?.code);

      const abandoned = await pay();
      const canceled = await stripe.paymentIntents.cancel(abandoned.id, {
        cancellation_reason: 'abandoned',
      });
      assert.equal(canceled.status, 'canceled');
    });
  }
});
