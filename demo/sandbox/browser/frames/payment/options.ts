/** The Payment Element's options, as far as they decide what is on screen. */
import type {
  BillingDetailsFieldsOption,
  FieldOptionWithAlways,
  LayoutObject,
  StripePaymentElementOptions,
  TermsOption,
} from '@stripe/stripe-js';
import type { FieldName, Values } from '../fields/fields.ts';
import type { GroupState } from '../../shared/protocol.ts';
import { formOf } from './forms.ts';

export interface Layout extends Required<Omit<LayoutObject, 'type'>> {
  type: 'tabs' | 'accordion';
}

/** @param width of the frame, in pixels */
export function resolveLayout(
  { layout = 'accordion' }: StripePaymentElementOptions,
  methods: number,
  width: number,
): Layout {
  const given: LayoutObject = typeof layout === 'string' ? { type: layout } : layout;
  // Tabs when they fit in a row or two.
  const automatic = width >= 480 && methods <= 6 ? 'tabs' : 'accordion';
  const type = given.type === 'auto' ? automatic : given.type;
  return {
    type,
    defaultCollapsed: given.defaultCollapsed ?? (type === 'accordion' && methods > 1),
    radios: given.radios ?? 'auto',
    spacedAccordionItems: given.spacedAccordionItems ?? false,
    visibleAccordionItemsCount: given.visibleAccordionItemsCount ?? 5,
    paymentMethodLogoPosition: given.paymentMethodLogoPosition ?? 'start',
  };
}

/** Contact fields under their names in `fields.billingDetails` and in `billing_details`. */
const CONTACT = {
  name: { option: 'name', path: 'name' },
  email: { option: 'email', path: 'email' },
  phone: { option: 'phone', path: 'phone' },
  country: { option: 'country', path: 'address.country' },
  postalCode: { option: 'postalCode', path: 'address.postal_code' },
  administrativeArea: { option: 'state', path: 'address.state' },
  locality: { option: 'city', path: 'address.city' },
  addressLine1: { option: 'line1', path: 'address.line1' },
  addressLine2: { option: 'line2', path: 'address.line2' },
} as const satisfies Partial<Record<FieldName, { option: string; path: string }>>;

type Contact = keyof typeof CONTACT;
const isContact = (name: FieldName): name is Contact => name in CONTACT;
const isAddress = (name: Contact): boolean => CONTACT[name].path.startsWith('address.');

function policy(
  option: BillingDetailsFieldsOption,
  name: Contact,
): FieldOptionWithAlways | 'if_required' {
  if (typeof option === 'string') return option;
  if (!isAddress(name)) return option[name as 'name' | 'email' | 'phone'] ?? 'auto';
  const { address = 'auto' } = option;
  if (typeof address === 'string') return address;
  return address[CONTACT[name].option as keyof typeof address] ?? 'auto';
}

export interface FieldPlan {
  shown: FieldName[];
  /** `address.country`: fields that the shop turned off and therefore has to pass itself. */
  owed: string[];
}

/** Which fields of a method the shop leaves to the element, in order. */
export function planFields(
  type: string,
  values: Values,
  { fields = {} }: StripePaymentElementOptions,
  { collectedElsewhere }: Pick<GroupState, 'collectedElsewhere'>,
): FieldPlan {
  const own = fields[type as 'card']?.billingDetails;
  const option = own ?? fields.billingDetails ?? 'auto';
  const plan: FieldPlan = { shown: [], owed: [] };
  const asked = formOf(type).fields(values);
  const wanted = typeof option === 'object' && option.name === 'always' && !asked.includes('name');
  for (const name of wanted ? (['name', ...asked] as const) : asked) {
    if (!isContact(name)) {
      plan.shown.push(name);
      continue;
    }
    const choice = policy(option, name);
    const elsewhere =
      name === 'email'
        ? collectedElsewhere.email
        : collectedElsewhere.billingAddress && (name === 'name' || isAddress(name));
    if (elsewhere) continue;
    if (choice === 'never') {
      if (name !== 'addressLine2') plan.owed.push(CONTACT[name].path);
    } else if (!(choice === 'if_required' && type === 'card')) plan.shown.push(name);
  }
  return plan;
}

/** What Stripe.js says when the shop neither asks for a field nor passes its value. */
export const neverButMissing = (field: string, caller: string): string => {
  const params = caller.startsWith('stripe.confirm') ? 'confirmParams' : 'params';
  return (
    `You specified "never" for fields.billing_details.${field} when creating the payment Element, but did not pass ` +
    `${params}.payment_method_data.billing_details.${field} when calling ${caller}. If you opt out of collecting data ` +
    `via the payment Element using the fields option, the data must be passed in when calling ${caller}.`
  );
};

/** `billingDetails` of the options, as values of fields. */
export function defaultValues({ defaultValues: given }: StripePaymentElementOptions): Values {
  const { name, email, phone, address = {} } = given?.billingDetails ?? {};
  const all: Values = {
    ...(name && { name }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(address.country && { country: address.country }),
    ...(address.postal_code && { postalCode: address.postal_code }),
    ...(address.state && { administrativeArea: address.state }),
    ...(address.city && { locality: address.city }),
    ...(address.line1 && { addressLine1: address.line1 }),
    ...(address.line2 && { addressLine2: address.line2 }),
  };
  return all;
}

/** Whether the terms of a method are to be read. By default those that paying agrees to. */
export function showsTerms(
  type: string,
  { terms = {} }: StripePaymentElementOptions,
  agrees: boolean,
): boolean {
  const key = type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const choice = terms[key as keyof TermsOption] ?? 'auto';
  return choice === 'always' || (choice === 'auto' && agrees);
}
