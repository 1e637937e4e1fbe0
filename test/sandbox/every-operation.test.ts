/** Each operation that the sandbox serves, called by Stripe's SDK: once with success, once in vain. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { sentAnswers, type SentAnswer } from '../../demo/sandbox/protocol/channels.ts';
import type { Operation } from '../../demo/sandbox/protocol/operations.ts';
import operationsJson from '../../demo/sandbox/protocol/operations.json' with { type: 'json' };
import { startPopulatedSandbox } from '../support/populated-sandbox.ts';
import { refusedBy } from '../support/refusal.ts';

const { sandbox, stripe, vouchers, make, there } = await startPopulatedSandbox();
after(() => sandbox.stop());

const { accounts, balance, balanceTransactions, charges, confirmationTokens, customers } = stripe;
const { customerSessions, disputes, events, mandates, paymentIntents, refunds } = stripe;
const { paymentMethodConfigurations, paymentMethodDomains, paymentMethods } = stripe;
const { setupAttempts, setupIntents, testHelpers, webhookEndpoints } = stripe;
const { earlyFraudWarnings } = stripe.radar;

type Refusal = Parameters<typeof refusedBy>[1] & { statusCode: number };
type Call = () => Promise<unknown>;

const wrong = (param: string, code?: string): Refusal => ({
  statusCode: 400,
  param,
  ...(code !== undefined && { code }),
});
const missing: Refusal = { statusCode: 404, code: 'resource_missing' };
const notFound = (param: string) => wrong(param, 'resource_missing');
const absent = (param: string) => wrong(param, 'parameter_missing');
const tooMany = wrong('limit', 'parameter_invalid_integer');
const unexpandable = wrong('expand');
const foreign: Refusal = { statusCode: 403, code: 'account_invalid' };
const state = (code: string): Refusal => ({ statusCode: 400, code });
const intentState = state('payment_intent_unexpected_state');
const setupState = state('setup_intent_unexpected_state');

const limit = 101;
const verified = { descriptor_code: 'SM11AA' };
const dollars = { amount: 2000, currency: 'usd' };
const byOrder = { query: 'metadata["order"]:"1"' };
const byNonsense = { query: 'order is 1' };
const metadata = { order: '1' };
/** What a careless shop sends, past the types. */
const nothing = {} as never;

/** What succeeds, what is refused, and how. */
const calls: Record<Operation, readonly [happy: Call, unhappy: Call, refusal: Refusal]> = {
  'GET /v1/account': [
    () => accounts.retrieveCurrent(),
    () => accounts.retrieveCurrent({ expand: ['country'] }),
    unexpandable,
  ],
  'GET /v1/accounts/:id': [
    () => accounts.retrieve(there.account),
    () => accounts.retrieve('acct_x'),
    foreign,
  ],
  'GET /v1/accounts/:id/capabilities': [
    () => accounts.listCapabilities(there.account),
    () => accounts.listCapabilities('acct_x'),
    foreign,
  ],
  'GET /v1/accounts/:accountId/capabilities/:id': [
    () => accounts.retrieveCapability(there.account, 'card_payments'),
    () => accounts.retrieveCapability(there.account, 'nonsense'),
    missing,
  ],
  'POST /v1/accounts/:accountId/capabilities/:id': [
    () => accounts.updateCapability(there.account, 'ideal_payments', { requested: true }),
    () => accounts.updateCapability(there.account, 'nonsense', { requested: true }),
    missing,
  ],
  'GET /v1/balance': [
    () => balance.retrieve(),
    () => balance.retrieve({ expand: ['available'] }),
    unexpandable,
  ],
  'GET /v1/balance_transactions': [
    () => balanceTransactions.list(),
    () => balanceTransactions.list({ limit }),
    tooMany,
  ],
  'GET /v1/balance_transactions/:id': [
    () => balanceTransactions.retrieve(there.transaction),
    () => balanceTransactions.retrieve('txn_x'),
    missing,
  ],
  'GET /v1/charges': [() => charges.list(), () => charges.list({ limit }), tooMany],
  'GET /v1/charges/search': [
    () => charges.search(byOrder),
    () => charges.search(byNonsense),
    wrong('query'),
  ],
  'POST /v1/charges': [
    () => make.charge(),
    () => make.charge({ source: 'tok_chargeDeclined' }),
    { statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' },
  ],
  'GET /v1/charges/:id': [
    () => charges.retrieve(there.charge),
    () => charges.retrieve('ch_x'),
    missing,
  ],
  'POST /v1/charges/:id': [
    () => charges.update(there.charge, { metadata }),
    () => charges.update('ch_x', { metadata }),
    missing,
  ],
  'POST /v1/charges/:id/capture': [
    async () => charges.capture((await make.charge({ capture: false })).id),
    () => charges.capture(there.charge),
    state('charge_already_captured'),
  ],
  'GET /v1/confirmation_tokens/:id': [
    () => confirmationTokens.retrieve(there.token),
    () => confirmationTokens.retrieve('ctoken_x'),
    missing,
  ],
  'POST /v1/test_helpers/confirmation_tokens': [
    () => testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' }),
    () => testHelpers.confirmationTokens.create({ payment_method: 'pm_x' }),
    notFound('payment_method'),
  ],
  'GET /v1/customers': [() => customers.list(), () => customers.list({ limit }), tooMany],
  'GET /v1/customers/search': [
    () => customers.search(byOrder),
    () => customers.search(byNonsense),
    wrong('query'),
  ],
  'POST /v1/customers': [
    () => customers.create({ metadata }),
    () => customers.create({ payment_method: 'pm_x' }),
    notFound('payment_method'),
  ],
  'GET /v1/customers/:id': [
    () => customers.retrieve(there.customer),
    () => customers.retrieve('cus_x'),
    missing,
  ],
  'POST /v1/customers/:id': [
    () => customers.update(there.customer, { name: 'Jenny' }),
    () => customers.update('cus_x', { name: 'Jenny' }),
    missing,
  ],
  'DELETE /v1/customers/:id': [
    async () => customers.del((await customers.create()).id),
    () => customers.del('cus_x'),
    missing,
  ],
  'GET /v1/customers/:id/cash_balance': [
    () => customers.retrieveCashBalance(there.customer),
    () => customers.retrieveCashBalance('cus_x'),
    missing,
  ],
  'POST /v1/customers/:id/cash_balance': [
    () =>
      customers.updateCashBalance(there.customer, { settings: { reconciliation_mode: 'manual' } }),
    () => customers.updateCashBalance('cus_x', { settings: { reconciliation_mode: 'manual' } }),
    missing,
  ],
  'GET /v1/customers/:id/cash_balance_transactions': [
    () => customers.listCashBalanceTransactions(there.customer),
    () => customers.listCashBalanceTransactions('cus_x'),
    missing,
  ],
  'GET /v1/customers/:customerId/cash_balance_transactions/:id': [
    () => customers.retrieveCashBalanceTransaction(there.customer, there.funding),
    () => customers.retrieveCashBalanceTransaction(there.customer, 'ccsbtxn_x'),
    missing,
  ],
  'GET /v1/customers/:id/payment_methods': [
    () => customers.listPaymentMethods(there.customer),
    () => customers.listPaymentMethods('cus_x'),
    missing,
  ],
  'GET /v1/customers/:customerId/payment_methods/:id': [
    () => customers.retrievePaymentMethod(there.customer, there.keptCard),
    async () => customers.retrievePaymentMethod(there.customer, (await make.card()).id),
    missing,
  ],
  'POST /v1/test_helpers/customers/:id/fund_cash_balance': [
    () => testHelpers.customers.fundCashBalance(there.customer, dollars),
    () => testHelpers.customers.fundCashBalance('cus_x', dollars),
    missing,
  ],
  'POST /v1/customer_sessions': [
    () =>
      customerSessions.create({
        customer: there.customer,
        components: { payment_element: { enabled: true } },
      }),
    () =>
      customerSessions.create({
        customer: 'cus_x',
        components: { payment_element: { enabled: true } },
      }),
    notFound('customer'),
  ],
  'GET /v1/disputes': [() => disputes.list(), () => disputes.list({ limit }), tooMany],
  'GET /v1/disputes/:id': [
    () => disputes.retrieve(there.lostDispute),
    () => disputes.retrieve('du_x'),
    missing,
  ],
  'POST /v1/disputes/:id': [
    async () =>
      disputes.update((await make.dispute()).id, {
        evidence: { uncategorized_text: 'winning_evidence' },
      }),
    () =>
      disputes.update(there.lostDispute, { evidence: { uncategorized_text: 'winning_evidence' } }),
    wrong('evidence'),
  ],
  'POST /v1/disputes/:id/close': [
    async () => disputes.close((await make.dispute()).id),
    () => disputes.close(there.lostDispute),
    { statusCode: 400, message: /closed/ },
  ],
  'GET /v1/radar/early_fraud_warnings': [
    () => earlyFraudWarnings.list(),
    () => earlyFraudWarnings.list({ limit }),
    tooMany,
  ],
  'GET /v1/radar/early_fraud_warnings/:id': [
    () => earlyFraudWarnings.retrieve(there.warning),
    () => earlyFraudWarnings.retrieve('issfr_x'),
    missing,
  ],
  'GET /v1/events': [() => events.list(), () => events.list({ limit }), tooMany],
  'GET /v1/events/:id': [
    () => events.retrieve(there.event),
    () => events.retrieve('evt_x'),
    missing,
  ],
  'GET /v1/mandates/:id': [
    () => mandates.retrieve(there.mandate),
    () => mandates.retrieve('mandate_x'),
    missing,
  ],
  'GET /v1/payment_intents': [
    () => paymentIntents.list(),
    () => paymentIntents.list({ limit }),
    tooMany,
  ],
  'GET /v1/payment_intents/search': [
    () => paymentIntents.search(byOrder),
    () => paymentIntents.search(byNonsense),
    wrong('query'),
  ],
  'POST /v1/payment_intents': [
    () => make.intent(),
    () => paymentIntents.create({ amount: 1, currency: 'usd' }),
    wrong('amount', 'amount_too_small'),
  ],
  'GET /v1/payment_intents/:id': [
    () => paymentIntents.retrieve(there.paid),
    () => paymentIntents.retrieve('pi_x'),
    missing,
  ],
  'POST /v1/payment_intents/:id': [
    async () => paymentIntents.update((await make.intent()).id, { amount: 2500 }),
    () => paymentIntents.update(there.paid, { amount: 2500 }),
    intentState,
  ],
  'POST /v1/payment_intents/:id/confirm': [
    async () =>
      paymentIntents.confirm((await make.intent()).id, { payment_method: 'pm_card_visa' }),
    async () =>
      paymentIntents.confirm((await make.intent()).id, {
        payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
      }),
    { statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' },
  ],
  'POST /v1/payment_intents/:id/capture': [
    async () => paymentIntents.capture((await make.hold()).id),
    () => paymentIntents.capture(there.paid),
    intentState,
  ],
  'POST /v1/payment_intents/:id/cancel': [
    async () => paymentIntents.cancel((await make.hold()).id),
    () => paymentIntents.cancel(there.paid),
    intentState,
  ],
  'POST /v1/payment_intents/:id/apply_customer_balance': [
    async () => paymentIntents.applyCustomerBalance((await make.transfer()).id),
    () => paymentIntents.applyCustomerBalance(there.paid),
    intentState,
  ],
  'POST /v1/payment_intents/:id/increment_authorization': [
    async () => paymentIntents.incrementAuthorization((await make.hold()).id, { amount: 2500 }),
    async () => paymentIntents.incrementAuthorization((await make.hold()).id, { amount: 1500 }),
    wrong('amount'),
  ],
  'POST /v1/payment_intents/:id/verify_microdeposits': [
    async () => paymentIntents.verifyMicrodeposits((await make.unverifiedPayment()).id, verified),
    () => paymentIntents.verifyMicrodeposits(there.paid, verified),
    intentState,
  ],
  'GET /v1/payment_method_configurations': [
    () => paymentMethodConfigurations.list(),
    () => paymentMethodConfigurations.list({ limit }),
    tooMany,
  ],
  'POST /v1/payment_method_configurations': [
    () => paymentMethodConfigurations.create({ name: 'Cards' }),
    () => paymentMethodConfigurations.create({ ideal: { display_preference: 'off' as never } }),
    wrong('ideal[display_preference]'),
  ],
  'GET /v1/payment_method_configurations/:id': [
    () => paymentMethodConfigurations.retrieve(there.configuration),
    () => paymentMethodConfigurations.retrieve('pmc_x'),
    missing,
  ],
  'POST /v1/payment_method_configurations/:id': [
    () => paymentMethodConfigurations.update(there.configuration, { name: 'Cards' }),
    () => paymentMethodConfigurations.update('pmc_x', { name: 'Cards' }),
    missing,
  ],
  'GET /v1/payment_method_domains': [
    () => paymentMethodDomains.list(),
    () => paymentMethodDomains.list({ limit }),
    tooMany,
  ],
  'POST /v1/payment_method_domains': [
    () => paymentMethodDomains.create({ domain_name: 'books.example' }),
    () => paymentMethodDomains.create({ domain_name: 'https://books.example/' }),
    wrong('domain_name'),
  ],
  'GET /v1/payment_method_domains/:id': [
    () => paymentMethodDomains.retrieve(there.domain),
    () => paymentMethodDomains.retrieve('pmd_x'),
    missing,
  ],
  'POST /v1/payment_method_domains/:id': [
    () => paymentMethodDomains.update(there.domain, { enabled: true }),
    () => paymentMethodDomains.update('pmd_x', { enabled: true }),
    missing,
  ],
  'POST /v1/payment_method_domains/:id/validate': [
    () => paymentMethodDomains.validate(there.domain),
    () => paymentMethodDomains.validate('pmd_x'),
    missing,
  ],
  'GET /v1/payment_methods': [
    () => paymentMethods.list({ customer: there.customer }),
    () => paymentMethods.list({ customer: there.customer, limit }),
    tooMany,
  ],
  'POST /v1/payment_methods': [
    () => make.card(),
    () =>
      paymentMethods.create({
        type: 'card',
        card: { number: '4242424242424241', exp_month: 12, exp_year: 2034, cvc: '123' },
      }),
    { statusCode: 402, code: 'incorrect_number' },
  ],
  'GET /v1/payment_methods/:id': [
    () => paymentMethods.retrieve(there.keptCard),
    () => paymentMethods.retrieve('pm_x'),
    missing,
  ],
  'POST /v1/payment_methods/:id': [
    () => paymentMethods.update(there.keptCard, { metadata }),
    () => paymentMethods.update('pm_x', { metadata }),
    missing,
  ],
  'POST /v1/payment_methods/:id/attach': [
    () => make.keptCard(),
    async () => paymentMethods.attach((await make.card()).id, { customer: 'cus_x' }),
    notFound('customer'),
  ],
  'POST /v1/payment_methods/:id/detach': [
    async () => paymentMethods.detach((await make.keptCard()).id),
    async () => paymentMethods.detach((await make.card()).id),
    { statusCode: 400, message: /not attached/ },
  ],
  'GET /v1/refunds': [() => refunds.list(), () => refunds.list({ limit }), tooMany],
  'POST /v1/refunds': [
    () => refunds.create({ payment_intent: there.paid, amount: 100 }),
    () => refunds.create({ payment_intent: there.paid, amount: 2000 }),
    wrong('amount'),
  ],
  'GET /v1/refunds/:id': [
    () => refunds.retrieve(there.refund),
    () => refunds.retrieve('re_x'),
    missing,
  ],
  'POST /v1/refunds/:id': [
    () => refunds.update(there.refund, { metadata }),
    () => refunds.update('re_x', { metadata }),
    missing,
  ],
  'POST /v1/refunds/:id/cancel': [
    async () => vouchers.refunds.cancel((await make.waitingRefund()).id),
    () => refunds.cancel(there.refund),
    { statusCode: 400, message: /status of succeeded/ },
  ],
  'POST /v1/test_helpers/refunds/:id/expire': [
    async () => vouchers.testHelpers.refunds.expire((await make.waitingRefund()).id),
    () => testHelpers.refunds.expire('re_x'),
    missing,
  ],
  'GET /v1/setup_attempts': [
    () => setupAttempts.list({ setup_intent: there.setup }),
    () => setupAttempts.list(nothing),
    absent('setup_intent'),
  ],
  'GET /v1/setup_intents': [() => setupIntents.list(), () => setupIntents.list({ limit }), tooMany],
  'POST /v1/setup_intents': [
    () => make.setup(),
    () => setupIntents.create({ customer: 'cus_x' }),
    notFound('customer'),
  ],
  'GET /v1/setup_intents/:id': [
    () => setupIntents.retrieve(there.setup),
    () => setupIntents.retrieve('seti_x'),
    missing,
  ],
  'POST /v1/setup_intents/:id': [
    async () => setupIntents.update((await make.setup()).id, { metadata }),
    () => setupIntents.update('seti_x', { metadata }),
    missing,
  ],
  'POST /v1/setup_intents/:id/confirm': [
    async () => setupIntents.confirm((await make.setup()).id, { payment_method: 'pm_card_visa' }),
    () => setupIntents.confirm(there.setup),
    setupState,
  ],
  'POST /v1/setup_intents/:id/cancel': [
    async () => setupIntents.cancel((await make.setup()).id),
    () => setupIntents.cancel(there.setup),
    setupState,
  ],
  'POST /v1/setup_intents/:id/verify_microdeposits': [
    async () => setupIntents.verifyMicrodeposits((await make.unverifiedSetup()).id, verified),
    () => setupIntents.verifyMicrodeposits(there.setup, verified),
    setupState,
  ],
  'GET /v1/webhook_endpoints': [
    () => webhookEndpoints.list(),
    () => webhookEndpoints.list({ limit }),
    tooMany,
  ],
  'POST /v1/webhook_endpoints': [
    () => make.endpoint(),
    () => webhookEndpoints.create({ url: 'shop.example', enabled_events: ['*'] }),
    wrong('url'),
  ],
  'GET /v1/webhook_endpoints/:id': [
    () => webhookEndpoints.retrieve(there.endpoint),
    () => webhookEndpoints.retrieve('we_x'),
    missing,
  ],
  'POST /v1/webhook_endpoints/:id': [
    () => webhookEndpoints.update(there.endpoint, { disabled: true }),
    () => webhookEndpoints.update('we_x', { disabled: true }),
    missing,
  ],
  'DELETE /v1/webhook_endpoints/:id': [
    async () => webhookEndpoints.del((await make.endpoint()).id),
    () => webhookEndpoints.del('we_x'),
    missing,
  ],
};

describe('every operation', () => {
  let last: SentAnswer | undefined;
  const remember = (message: unknown) => (last = message as SentAnswer);
  sentAnswers.subscribe(remember);
  after(() => sentAnswers.unsubscribe(remember));

  it('is in this table', () =>
    assert.deepEqual(Object.keys(calls).sort(), Object.keys(operationsJson.operations).sort()));

  for (const [operation, [happy, unhappy, refusal]] of Object.entries(calls)) {
    it(`succeeds, and is refused: ${operation}`, async () => {
      await happy();
      assert.deepEqual([last?.operation, last?.status], [operation, 200]);
      await refusedBy(unhappy(), refusal);
      assert.deepEqual([last?.operation, last?.status], [operation, refusal.statusCode]);
    });
  }
});
