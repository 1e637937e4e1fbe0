/** A sandbox with one object of every kind, and calls that make more, for tests that call everything. */
import type { Stripe } from 'stripe';
import { bankAccount } from './bank-account.ts';
import { startTestSandbox } from './sandbox.ts';

const vouchersKey = 'sk_test_vouchers';

/** The caller stops the sandbox. */
export async function startPopulatedSandbox() {
  const sandbox = await startTestSandbox({ country: 'US' });
  const { stripe } = sandbox;
  const { customers } = stripe.testHelpers;

  const customer = (await stripe.customers.create({ email: 'jenny@shop.example' })).id;
  const dollars = { amount: 2000, currency: 'usd' };

  const make = {
    pay: (payment_method = 'pm_card_visa') =>
      stripe.paymentIntents.create({
        ...dollars,
        allowed_payment_method_types: ['card'],
        capture_method: 'automatic',
        confirm: true,
        payment_method,
      }),
    intent: () =>
      stripe.paymentIntents.create({ ...dollars, allowed_payment_method_types: ['card'] }),
    hold: () =>
      stripe.paymentIntents.create({
        ...dollars,
        allowed_payment_method_types: ['card'],
        capture_method: 'manual',
        confirm: true,
        payment_method: 'pm_card_visa',
        payment_method_options: { card: { request_incremental_authorization: 'if_available' } },
      }),
    unverifiedPayment: () =>
      stripe.paymentIntents.create({
        ...(bankAccount as Partial<Stripe.PaymentIntentCreateParams>),
        ...dollars,
      }),
    /** Waits for money that its customer has already sent. */
    transfer: async () => {
      const { id: owner } = await stripe.customers.create({
        cash_balance: { settings: { reconciliation_mode: 'manual' } },
      });
      const intent = await stripe.paymentIntents.create({
        ...dollars,
        customer: owner,
        allowed_payment_method_types: ['customer_balance'],
        payment_method_data: { type: 'customer_balance' },
        payment_method_options: {
          customer_balance: {
            funding_type: 'bank_transfer',
            bank_transfer: { type: 'us_bank_transfer' },
          },
        },
        confirm: true,
      });
      await customers.fundCashBalance(owner, dollars);
      return intent;
    },
    setup: () => stripe.setupIntents.create({ allowed_payment_method_types: ['card'] }),
    unverifiedSetup: () => stripe.setupIntents.create({ ...bankAccount, customer }),
    card: () => stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } }),
    keptCard: async () => stripe.paymentMethods.attach((await make.card()).id, { customer }),
    charge: (more: Stripe.ChargeCreateParams = {}) =>
      stripe.charges.create({ ...dollars, source: 'tok_visa', ...more }),
    dispute: async () => {
      const { id } = await make.pay('pm_card_createDispute');
      sandbox.clock.advance(5);
      return first(await stripe.disputes.list({ payment_intent: id }));
    },
    endpoint: () =>
      stripe.webhookEndpoints.create({
        url: 'https://shop.example/webhooks',
        enabled_events: ['issuing_card.created'],
      }),
    /** A refund, in an account of its own, that waits for the shopper to say where it shall go. */
    waitingRefund: async () => {
      const account = sandbox.accounts.find(vouchersKey)?.account;
      if (account) account.country = 'JP';
      const { id } = await vouchers.paymentIntents.create({
        amount: 2000,
        currency: 'jpy',
        allowed_payment_method_types: ['konbini'],
        payment_method_data: {
          type: 'konbini',
          billing_details: { name: 'Hana Sato', email: 'fill_never@shop.example' },
        },
        confirm: true,
      });
      sandbox.endAction(id, 'succeed', vouchersKey);
      return vouchers.refunds.create({ payment_intent: id });
    },
  };
  const vouchers = sandbox.client(vouchersKey);

  const paid = await make.pay();
  const warned = await make.pay('pm_card_createIssuerFraudRecord');
  const setup = await stripe.setupIntents.verifyMicrodeposits((await make.unverifiedSetup()).id, {
    descriptor_code: 'SM11AA',
  });
  const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
  sandbox.clock.advance(5);

  const there = {
    account: (await stripe.accounts.retrieveCurrent()).id,
    customer,
    paid: paid.id,
    charge: paid.latest_charge as string,
    refund: refund.id,
    setup: setup.id,
    mandate: setup.mandate as string,
    keptCard: (await make.keptCard()).id,
    funding: (await customers.fundCashBalance(customer, { amount: 500, currency: 'usd' })).id,
    configuration: (await stripe.paymentMethodConfigurations.create({ name: 'Shop' })).id,
    domain: (await stripe.paymentMethodDomains.create({ domain_name: 'shop.example' })).id,
    endpoint: (await make.endpoint()).id,
    token: (await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' }))
      .id,
    lostDispute: (await stripe.disputes.close((await make.dispute()).id)).id,
    warning: first(await stripe.radar.earlyFraudWarnings.list({ payment_intent: warned.id })).id,
    transaction: first(await stripe.balanceTransactions.list()).id,
    event: first(await stripe.events.list()).id,
  };
  return { sandbox, stripe, vouchers, make, there };
}

function first<T>({ data: [object] }: { data: T[] }): T {
  if (object === undefined) throw new Error('the sandbox has none');
  return object;
}
