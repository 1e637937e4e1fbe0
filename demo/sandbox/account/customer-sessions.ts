import type { Stripe } from 'stripe';
import { invalidRequest, missingParameter } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import type { Context } from '../state/events.ts';
import { newId, randomText } from '../state/ids.ts';
import type { CustomerSession } from '../state/objects.ts';

/** How long a session opens what it opens, in seconds. */
const lifetime = 30 * 60;

type Components = NonNullable<Stripe.CustomerSession['components']>;
type ComponentsParam = Read<Stripe.CustomerSessionCreateParams.Components>;

/** Lets a page show and change a customer's saved payment methods, for a while. */
export function createCustomerSession(
  { account }: Context,
  params: Read<Stripe.CustomerSessionCreateParams>,
): Omit<CustomerSession, 'id'> {
  if (params.customer === undefined) throw missingParameter('customer');
  const { id: customer } = account.state.customers.require(params.customer, 'customer');
  const components = componentsOf(params.components);
  if (!Object.values(components).some(({ enabled }) => enabled)) {
    throw invalidRequest('At least one component must be enabled.', { param: 'components' });
  }
  const created = account.clock.now();
  // Stripe shows no id; the collection wants one.
  const { id: _, ...session } = account.state.customerSessions.insert({
    id: newId('cuss'),
    object: 'customer_session',
    client_secret: `cuss_secret_${randomText(40)}`,
    components,
    created,
    customer,
    customer_account: null,
    expires_at: created + lifetime,
    livemode: false,
  });
  return session;
}

function componentsOf(given: ComponentsParam): Components {
  const enabled = (component: { enabled: boolean } | undefined) => ({
    enabled: component?.enabled ?? false,
  });
  const form = given.payment_element;
  return {
    active_entitlements: { enabled: false },
    buy_button: enabled(given.buy_button),
    customer_portal: { enabled: false },
    customer_sheet: { ...enabled(given.customer_sheet), features: null },
    mobile_payment_element: { ...enabled(given.mobile_payment_element), features: null },
    payment_element: {
      ...enabled(form),
      features: form?.enabled
        ? {
            payment_method_allow_redisplay_filters: ['always'],
            payment_method_redisplay: 'disabled',
            payment_method_redisplay_limit: 3,
            payment_method_remove: 'disabled',
            payment_method_save: 'disabled',
            payment_method_save_usage: null,
            ...definedFeatures(form.features),
          }
        : null,
    },
    pricing_table: enabled(given.pricing_table),
  };
}

type FormFeatures = NonNullable<Components['payment_element']['features']>;

function definedFeatures(given: object | undefined): Partial<FormFeatures> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
}
