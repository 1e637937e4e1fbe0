import { randomBytes } from 'node:crypto';
import type { Stripe } from 'stripe';
import type { Handlers } from '../protocol/api.ts';
import { resourceMissing } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { list } from '../protocol/pagination.ts';
import { searchByMetadata } from '../protocol/search.ts';
import { cashBalanceOf, fundCashBalance, setReconciliationMode } from '../payments/cash-balance.ts';
import { fullAddress, mergeMetadata } from '../payments/parameters.ts';
import {
  attachPaymentMethod,
  detachPaymentMethod,
  usePaymentMethod,
} from '../payments/payment-methods.ts';
import { emit, type Context } from '../state/events.ts';
import { newId, randomText } from '../state/ids.ts';
import type { Customer } from '../state/objects.ts';

const sessionLifetime = 30 * 60;

export const customers: Handlers = {
  'POST /v1/test_helpers/customers/:id/fund_cash_balance': ({ context, path, params }) =>
    fundCashBalance(context, path.id, params),

  'POST /v1/customers': ({ context, params }) => createCustomer(context, params),

  'GET /v1/customers': ({ context: { account }, params }) =>
    list(
      account.state.customers,
      '/v1/customers',
      params,
      params.email === undefined ? {} : { field: ['email', params.email] },
    ),

  'GET /v1/customers/search': ({ context: { account }, params }) =>
    searchByMetadata(account.state.customers, '/v1/customers/search', params),

  'GET /v1/customers/:id': ({ context: { account }, path: { id } }) =>
    account.state.deleted.has(id) ? deletedCustomer(id) : account.state.customers.require(id),

  'POST /v1/customers/:id': ({ context, path, params }) => {
    const customer = context.account.state.customers.require(path.id);
    const updated = context.account.state.customers.update(customer.id, fields(customer, params));
    reconcileAs(context, customer.id, params);
    emit(context, 'customer.updated', updated, customer);
    return updated;
  },

  'DELETE /v1/customers/:id': ({ context, path }) => {
    const { customers, deleted, paymentMethods } = context.account.state;
    const customer = customers.require(path.id);
    for (const paymentMethod of [...paymentMethods.scan({ field: ['customer', customer.id] })]) {
      detachPaymentMethod(context, paymentMethod);
    }
    customers.remove(customer.id);
    deleted.add(customer.id);
    emit(context, 'customer.deleted', customer);
    return deletedCustomer(customer.id);
  },

  'GET /v1/customers/:id/cash_balance': ({ context, path }) =>
    cashBalanceOf(context, context.account.state.customers.require(path.id).id),

  'POST /v1/customers/:id/cash_balance': ({ context, path, params }) => {
    const { id } = context.account.state.customers.require(path.id);
    reconcileAs(context, id, { cash_balance: params });
    return cashBalanceOf(context, id);
  },

  'GET /v1/customers/:id/cash_balance_transactions': ({ context: { account }, path, params }) => {
    const { id } = account.state.customers.require(path.id);
    const url = `/v1/customers/${id}/cash_balance_transactions`;
    return list(account.state.cashBalanceTransactions, url, params, { field: ['customer', id] });
  },

  'GET /v1/customers/:customerId/cash_balance_transactions/:id': ({
    context: { account },
    path,
  }) => {
    const customer = account.state.customers.require(path.customerId);
    const transaction = account.state.cashBalanceTransactions.require(path.id);
    if (transaction.customer === customer.id) return transaction;
    throw resourceMissing('customer cash balance transaction', path.id);
  },

  'GET /v1/customers/:id/payment_methods': ({ context: { account }, path, params }) => {
    const { id } = account.state.customers.require(path.id);
    return list(account.state.paymentMethods, `/v1/customers/${id}/payment_methods`, params, {
      field: ['customer', id],
      ...(params.type !== undefined && { matches: ({ type }) => type === params.type }),
    });
  },

  'GET /v1/customers/:customerId/payment_methods/:id': ({ context: { account }, path }) => {
    const customer = account.state.customers.require(path.customerId);
    const paymentMethod = account.state.paymentMethods.require(path.id);
    if (paymentMethod.customer !== customer.id) throw resourceMissing('PaymentMethod', path.id);
    return paymentMethod;
  },

  'POST /v1/customer_sessions': ({ context: { account }, params }) => {
    const { id: customer } = account.state.customers.require(params.customer ?? '', 'customer');
    const now = account.clock.now();
    const { id: _, ...session } = account.state.customerSessions.insert({
      id: newId('cuss'),
      object: 'customer_session',
      client_secret: `cuss_secret_${randomText(48)}`,
      components: components(params.components),
      created: now,
      customer,
      customer_account: null,
      expires_at: now + sessionLifetime,
      livemode: false,
    });
    return session;
  },
};

function createCustomer(context: Context, params: Read<Stripe.CustomerCreateParams>): Customer {
  const { account } = context;
  const paymentMethod =
    params.payment_method === undefined
      ? undefined
      : usePaymentMethod(context, params.payment_method, 'payment_method');
  const blank: Customer = {
    id: newId('cus').slice(0, 18),
    object: 'customer',
    address: null,
    balance: 0,
    created: account.clock.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomBytes(4).toString('hex').toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  const customer = account.state.customers.insert({ ...blank, ...fields(blank, params) });
  reconcileAs(context, customer.id, params);
  emit(context, 'customer.created', customer);
  if (paymentMethod) attachPaymentMethod(context, paymentMethod, customer.id);
  return customer;
}

function reconcileAs(
  context: Context,
  customer: string,
  { cash_balance }: Pick<Read<Stripe.CustomerCreateParams>, 'cash_balance'>,
): void {
  const mode = cash_balance?.settings?.reconciliation_mode;
  if (mode !== undefined) setReconciliationMode(context, customer, mode);
}

function fields(
  customer: Customer,
  params: Read<Stripe.CustomerCreateParams | Stripe.CustomerUpdateParams>,
): Partial<Customer> {
  const { address, shipping, preferred_locales, tax_exempt, balance } = params;
  const texts = ['description', 'email', 'name', 'phone'] as const;
  return {
    metadata: mergeMetadata(customer.metadata, params.metadata),
    ...Object.fromEntries(
      texts.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
    ),
    ...(address !== undefined && { address: address && fullAddress(address) }),
    ...(shipping !== undefined && {
      shipping: shipping && {
        address: fullAddress(shipping.address),
        name: shipping.name,
        ...(shipping.phone !== undefined && { phone: shipping.phone }),
      },
    }),
    ...(preferred_locales !== undefined && { preferred_locales }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt ?? 'none' }),
    ...(balance !== undefined && { balance }),
  };
}

const deletedCustomer = (id: string): Stripe.DeletedCustomer => ({
  id,
  object: 'customer',
  deleted: true,
});

/** Every component is there, off unless it was asked for. */
function components(
  asked: Read<Stripe.CustomerSessionCreateParams>['components'],
): Stripe.CustomerSession.Components {
  const payment = asked.payment_element;
  const features = payment?.features;
  return {
    active_entitlements: { enabled: asked.active_entitlements?.enabled ?? false },
    buy_button: { enabled: asked.buy_button?.enabled ?? false },
    customer_portal: { enabled: false },
    customer_sheet: { enabled: asked.customer_sheet?.enabled ?? false, features: null },
    mobile_payment_element: {
      enabled: asked.mobile_payment_element?.enabled ?? false,
      features: null,
    },
    payment_element: {
      enabled: payment?.enabled ?? false,
      features: payment?.enabled
        ? {
            payment_method_allow_redisplay_filters:
              features?.payment_method_allow_redisplay_filters ?? ['always'],
            payment_method_redisplay: features?.payment_method_redisplay ?? 'disabled',
            payment_method_redisplay_limit: features?.payment_method_redisplay_limit ?? 3,
            payment_method_remove: features?.payment_method_remove ?? 'disabled',
            payment_method_save: features?.payment_method_save ?? 'disabled',
            payment_method_save_usage: features?.payment_method_save_usage ?? null,
          }
        : null,
    },
    pricing_table: { enabled: asked.pricing_table?.enabled ?? false },
  };
}
