/** Payment method configurations: which methods the Dashboard has on. */
import type { Stripe } from 'stripe';
import { paymentMethods } from '../../../server/methods/index.ts';
import type { Read } from '../protocol/operations.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethodConfiguration } from '../state/objects.ts';
import { capabilitiesOf } from './capabilities.ts';

type Params = Read<
  Stripe.PaymentMethodConfigurationCreateParams | Stripe.PaymentMethodConfigurationUpdateParams
>;

interface Setting {
  available: boolean;
  display_preference: { overridable: boolean | null; preference: string; value: string };
}

/** Wallets that ride on cards are switched by themselves. */
const cardWallets = ['apple_pay', 'google_pay'];

/** What a configuration of the API can't have, or names otherwise. */
const without = ['customer_balance', 'payto', 'samsung_pay', 'kakao_pay'];

const offerable = [...paymentMethods.values()]
  .filter(({ unavailable, type }) => unavailable === undefined && !without.includes(type))
  .map(({ type }) => type);

const configurable = [...offerable, ...cardWallets];

const setting = (available: boolean, preference: string): Setting => ({
  available: available && preference !== 'off',
  display_preference: {
    overridable: null,
    preference,
    value: preference === 'off' ? 'off' : 'on',
  },
});

function isCapable({ account }: Context, type: string): boolean {
  const names = cardWallets.includes(type)
    ? ['card_payments']
    : (paymentMethods.get(type)?.capabilities ?? []);
  const capabilities = capabilitiesOf(account);
  return names.length === 0 || names.some((name) => capabilities[name] === 'active');
}

/** The one that comes with the account: everything is on that the account is capable of. */
export function defaultConfiguration(context: Context): PaymentMethodConfiguration {
  const { paymentMethodConfigurations } = context.account.state;
  for (const configuration of paymentMethodConfigurations) {
    if (configuration.is_default) return configuration;
  }
  return insert(context, { name: 'Default', is_default: true }, {});
}

export const createConfiguration = (context: Context, params: Params): PaymentMethodConfiguration =>
  insert(
    context,
    { name: params.name ?? 'Unnamed', is_default: false, parent: parentOf(params) },
    params,
  );

const parentOf = (params: Params): string | null =>
  'parent' in params ? (params.parent ?? null) : null;

function insert(
  context: Context,
  fields: Pick<PaymentMethodConfiguration, 'name' | 'is_default'> &
    Partial<PaymentMethodConfiguration>,
  params: object,
): PaymentMethodConfiguration {
  return context.account.state.paymentMethodConfigurations.insert({
    id: newId('pmc'),
    object: 'payment_method_configuration',
    active: true,
    application: null,
    livemode: false,
    parent: null,
    ...settings(context, params),
    ...fields,
  });
}

/** Every method's setting; what the parameters don't name keeps what it had, or is on. */
function settings(
  context: Context,
  params: object,
  current?: PaymentMethodConfiguration,
): Record<string, Setting> {
  const asked = params as Record<
    string,
    { display_preference?: { preference?: string } } | undefined
  >;
  const had = current as Record<string, Setting | undefined> | undefined;
  return Object.fromEntries(
    configurable.map((type) => {
      const preference =
        asked[type]?.display_preference?.preference ??
        had?.[type]?.display_preference.preference ??
        'none';
      return [type, setting(isCapable(context, type), preference)];
    }),
  );
}

export function updateConfiguration(
  context: Context,
  configuration: PaymentMethodConfiguration,
  params: Params,
): PaymentMethodConfiguration {
  return context.account.state.paymentMethodConfigurations.update(configuration.id, {
    ...settings(context, params, configuration),
    ...(params.name !== undefined && { name: params.name }),
    ...('active' in params && { active: params.active }),
  });
}

/** The types that a configuration has on; what it has no setting for is on. */
export function configuredTypes(context: Context, id: string): ReadonlySet<string> {
  const configuration = context.account.state.paymentMethodConfigurations.get(id) as
    Record<string, Setting | undefined> | undefined;
  return new Set(
    [...paymentMethods.keys()].filter(
      (type) => configuration?.[type]?.display_preference.value !== 'off',
    ),
  );
}
