import type { Stripe } from 'stripe';
import { detachPaymentMethod } from '../payments/payment-methods.ts';
import { fullAddress, mergeMetadata } from '../payments/parameters.ts';
import { invalidRequest } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId, randomText } from '../state/ids.ts';
import type { Customer } from '../state/objects.ts';

type CreateParams = Read<Stripe.CustomerCreateParams>;
type UpdateParams = Read<Stripe.CustomerUpdateParams>;

export function createCustomer(context: Context, params: CreateParams): Customer {
  const { account } = context;
  assertEmail(params.email);
  const customer = account.state.customers.insert({
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: params.balance ?? 0,
    created: account.clock.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: params.invoice_prefix ?? randomText(8).toUpperCase(),
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
    ...changesOf(params, {}),
  });
  emit(context, 'customer.created', customer);
  return customer;
}

export function updateCustomer(context: Context, id: string, params: UpdateParams): Customer {
  const { customers, paymentMethods } = context.account.state;
  const before = customers.require(id);
  assertEmail(params.email);
  const settings = params.invoice_settings;
  if (settings?.default_payment_method) {
    const { customer } = paymentMethods.require(
      settings.default_payment_method,
      'invoice_settings[default_payment_method]',
    );
    if (customer !== id) {
      throw invalidRequest(
        'The customer does not have a payment method with the ID ' +
          `${settings.default_payment_method}. The payment method must be attached to the customer.`,
        { param: 'invoice_settings[default_payment_method]' },
      );
    }
  }
  const after = customers.update(id, {
    ...changesOf(params, before.metadata),
    ...(settings?.default_payment_method !== undefined && {
      invoice_settings: {
        ...before.invoice_settings,
        default_payment_method: settings.default_payment_method,
      },
    }),
  });
  emit(context, 'customer.updated', after, before);
  return after;
}

/** The customer goes, and the payment methods with it; what was paid stays. */
export function deleteCustomer(
  context: Context,
  id: string,
): { id: string; object: 'customer'; deleted: true } {
  const { customers, paymentMethods, deleted } = context.account.state;
  const customer = customers.require(id);
  for (const method of [...paymentMethods.scan({ field: ['customer', id] })]) {
    detachPaymentMethod(context, method);
  }
  customers.remove(id);
  deleted.add(id);
  emit(context, 'customer.deleted', customer);
  return { id, object: 'customer', deleted: true };
}

/** The fields that creating and updating have in common; what was not given stays. */
function changesOf(
  {
    address,
    description,
    email,
    metadata,
    name,
    phone,
    preferred_locales,
    shipping,
    tax_exempt,
  }: Pick<
    UpdateParams,
    | 'address'
    | 'description'
    | 'email'
    | 'metadata'
    | 'name'
    | 'phone'
    | 'preferred_locales'
    | 'shipping'
    | 'tax_exempt'
  >,
  current: Record<string, string>,
): Partial<Customer> {
  return {
    ...(address !== undefined && { address: address && fullAddress(address) }),
    ...(description !== undefined && { description }),
    ...(email !== undefined && { email }),
    ...(metadata !== undefined && { metadata: mergeMetadata(current, metadata) }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(preferred_locales !== undefined && { preferred_locales }),
    ...(shipping !== undefined && {
      shipping: shipping && {
        address: fullAddress(shipping.address),
        name: shipping.name,
        phone: shipping.phone ?? null,
      },
    }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt ?? 'none' }),
  };
}

function assertEmail(email: string | null | undefined): void {
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalidRequest(`Invalid email address: ${email}`, {
      code: 'email_invalid',
      param: 'email',
    });
  }
}
