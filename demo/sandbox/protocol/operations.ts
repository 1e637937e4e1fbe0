/**
 * Every operation that the sandbox serves, with the SDK's type of its parameters. The trees in
 * `operations.json`, by which requests are read, come from the same types.
 */
import type { Stripe } from 'stripe';

/** The SDK doesn't name the types of these parameters. */
type TestHelpers = Stripe['testHelpers'];
type FirstParameter<T> = T extends (params?: infer P, options?: never) => unknown
  ? NonNullable<P>
  : never;
type SecondParameter<T> = T extends (id: string, params?: infer P, options?: never) => unknown
  ? NonNullable<P>
  : never;

export interface Operations {
  'GET /v1/account': Stripe.AccountRetrieveCurrentParams;
  'GET /v1/accounts/:id': Stripe.AccountRetrieveParams;
  'GET /v1/accounts/:id/capabilities': Stripe.AccountListCapabilitiesParams;
  'GET /v1/accounts/:accountId/capabilities/:id': Stripe.AccountRetrieveCapabilityParams;
  'POST /v1/accounts/:accountId/capabilities/:id': Stripe.AccountUpdateCapabilityParams;
  'GET /v1/balance': Stripe.BalanceRetrieveParams;
  'GET /v1/balance_transactions': Stripe.BalanceTransactionListParams;
  'GET /v1/balance_transactions/:id': Stripe.BalanceTransactionRetrieveParams;
  'GET /v1/charges': Stripe.ChargeListParams;
  'GET /v1/charges/search': Stripe.ChargeSearchParams;
  'POST /v1/charges': Stripe.ChargeCreateParams;
  'GET /v1/charges/:id': Stripe.ChargeRetrieveParams;
  'POST /v1/charges/:id': Stripe.ChargeUpdateParams;
  'POST /v1/charges/:id/capture': Stripe.ChargeCaptureParams;
  'GET /v1/confirmation_tokens/:id': Stripe.ConfirmationTokenRetrieveParams;
  'POST /v1/test_helpers/confirmation_tokens': FirstParameter<
    TestHelpers['confirmationTokens']['create']
  >;
  'GET /v1/customers': Stripe.CustomerListParams;
  'GET /v1/customers/search': Stripe.CustomerSearchParams;
  'POST /v1/customers': Stripe.CustomerCreateParams;
  'GET /v1/customers/:id': Stripe.CustomerRetrieveParams;
  'POST /v1/customers/:id': Stripe.CustomerUpdateParams;
  'DELETE /v1/customers/:id': Stripe.CustomerDeleteParams;
  'GET /v1/customers/:id/cash_balance': Stripe.CustomerRetrieveCashBalanceParams;
  'POST /v1/customers/:id/cash_balance': Stripe.CustomerUpdateCashBalanceParams;
  'GET /v1/customers/:id/cash_balance_transactions': Stripe.CustomerListCashBalanceTransactionsParams;
  'GET /v1/customers/:customerId/cash_balance_transactions/:id': Stripe.CustomerRetrieveCashBalanceTransactionParams;
  'GET /v1/customers/:id/payment_methods': Stripe.CustomerListPaymentMethodsParams;
  'GET /v1/customers/:customerId/payment_methods/:id': Stripe.CustomerRetrievePaymentMethodParams;
  'POST /v1/customer_sessions': Stripe.CustomerSessionCreateParams;
  'GET /v1/disputes': Stripe.DisputeListParams;
  'GET /v1/disputes/:id': Stripe.DisputeRetrieveParams;
  'POST /v1/disputes/:id': Stripe.DisputeUpdateParams;
  'POST /v1/disputes/:id/close': Stripe.DisputeCloseParams;
  'GET /v1/events': Stripe.EventListParams;
  'GET /v1/events/:id': Stripe.EventRetrieveParams;
  'GET /v1/mandates/:id': Stripe.MandateRetrieveParams;
  'GET /v1/payment_intents': Stripe.PaymentIntentListParams;
  'GET /v1/payment_intents/search': Stripe.PaymentIntentSearchParams;
  'POST /v1/payment_intents': Stripe.PaymentIntentCreateParams;
  'GET /v1/payment_intents/:id': Stripe.PaymentIntentRetrieveParams;
  'POST /v1/payment_intents/:id': Stripe.PaymentIntentUpdateParams;
  'POST /v1/payment_intents/:id/confirm': Stripe.PaymentIntentConfirmParams;
  'POST /v1/payment_intents/:id/capture': Stripe.PaymentIntentCaptureParams;
  'POST /v1/payment_intents/:id/cancel': Stripe.PaymentIntentCancelParams;
  'POST /v1/payment_intents/:id/apply_customer_balance': Stripe.PaymentIntentApplyCustomerBalanceParams;
  'POST /v1/payment_intents/:id/increment_authorization': Stripe.PaymentIntentIncrementAuthorizationParams;
  'POST /v1/payment_intents/:id/verify_microdeposits': Stripe.PaymentIntentVerifyMicrodepositsParams;
  'GET /v1/payment_method_configurations': Stripe.PaymentMethodConfigurationListParams;
  'POST /v1/payment_method_configurations': Stripe.PaymentMethodConfigurationCreateParams;
  'GET /v1/payment_method_configurations/:id': Stripe.PaymentMethodConfigurationRetrieveParams;
  'POST /v1/payment_method_configurations/:id': Stripe.PaymentMethodConfigurationUpdateParams;
  'GET /v1/payment_method_domains': Stripe.PaymentMethodDomainListParams;
  'POST /v1/payment_method_domains': Stripe.PaymentMethodDomainCreateParams;
  'GET /v1/payment_method_domains/:id': Stripe.PaymentMethodDomainRetrieveParams;
  'POST /v1/payment_method_domains/:id': Stripe.PaymentMethodDomainUpdateParams;
  'POST /v1/payment_method_domains/:id/validate': Stripe.PaymentMethodDomainValidateParams;
  'GET /v1/payment_methods': Stripe.PaymentMethodListParams;
  'POST /v1/payment_methods': Stripe.PaymentMethodCreateParams;
  'GET /v1/payment_methods/:id': Stripe.PaymentMethodRetrieveParams;
  'POST /v1/payment_methods/:id': Stripe.PaymentMethodUpdateParams;
  'POST /v1/payment_methods/:id/attach': Stripe.PaymentMethodAttachParams;
  'POST /v1/payment_methods/:id/detach': Stripe.PaymentMethodDetachParams;
  'GET /v1/radar/early_fraud_warnings': Stripe.Radar.EarlyFraudWarningListParams;
  'GET /v1/radar/early_fraud_warnings/:id': Stripe.Radar.EarlyFraudWarningRetrieveParams;
  'GET /v1/refunds': Stripe.RefundListParams;
  'POST /v1/refunds': Stripe.RefundCreateParams;
  'GET /v1/refunds/:id': Stripe.RefundRetrieveParams;
  'POST /v1/refunds/:id': Stripe.RefundUpdateParams;
  'POST /v1/refunds/:id/cancel': Stripe.RefundCancelParams;
  'GET /v1/setup_attempts': Stripe.SetupAttemptListParams;
  'GET /v1/setup_intents': Stripe.SetupIntentListParams;
  'POST /v1/setup_intents': Stripe.SetupIntentCreateParams;
  'GET /v1/setup_intents/:id': Stripe.SetupIntentRetrieveParams;
  'POST /v1/setup_intents/:id': Stripe.SetupIntentUpdateParams;
  'POST /v1/setup_intents/:id/confirm': Stripe.SetupIntentConfirmParams;
  'POST /v1/setup_intents/:id/cancel': Stripe.SetupIntentCancelParams;
  'POST /v1/setup_intents/:id/verify_microdeposits': Stripe.SetupIntentVerifyMicrodepositsParams;
  'POST /v1/test_helpers/customers/:id/fund_cash_balance': SecondParameter<
    TestHelpers['customers']['fundCashBalance']
  >;
  'POST /v1/test_helpers/refunds/:id/expire': SecondParameter<TestHelpers['refunds']['expire']>;
  'GET /v1/webhook_endpoints': Stripe.WebhookEndpointListParams;
  'POST /v1/webhook_endpoints': Stripe.WebhookEndpointCreateParams;
  'GET /v1/webhook_endpoints/:id': Stripe.WebhookEndpointRetrieveParams;
  'POST /v1/webhook_endpoints/:id': Stripe.WebhookEndpointUpdateParams;
  'DELETE /v1/webhook_endpoints/:id': Stripe.WebhookEndpointDeleteParams;
}

export type Operation = keyof Operations;

/** Parameters as they arrive after reading: an empty string, which unsets a parameter, has become null. */
export type Read<T> = T extends string | number | boolean | null | undefined
  ? Exclude<T, ''>
  : T extends readonly (infer Item)[]
    ? Read<Item>[]
    : { [K in keyof T]: Read<T[K]> };

/** The names in a path: `/v1/customers/:customer/payment_methods/:id` → `customer`, `id`. */
export type PathParameters<Path extends string> =
  Path extends `${string}:${infer Name}/${infer Rest}`
    ? Name | PathParameters<Rest>
    : Path extends `${string}:${infer Name}`
      ? Name
      : never;
