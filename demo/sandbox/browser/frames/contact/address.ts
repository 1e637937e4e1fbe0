/** What the Address Element asks for, and the value that it has. */
import type { StripeAddressElementOptions } from '@stripe/stripe-js';
import { hasPostalCode, hasState } from '../fields/address.ts';
import { regionOf } from '../locales/index.ts';
import type { Contact } from './element.ts';

export const address: Contact<StripeAddressElementOptions> = {
  idPrefix: 'address',

  start({ allowedCountries, defaultValues = {} }, { session, locale }) {
    const { name, phone, address: given } = defaultValues;
    const wanted = given?.country ?? regionOf(locale) ?? session.account.country;
    const isAllowed = !allowedCountries || allowedCountries.includes(wanted);
    return {
      country: isAllowed ? wanted : (allowedCountries[0] ?? wanted),
      ...(name && { name }),
      ...(phone && { phone }),
      ...(given?.line1 && { addressLine1: given.line1 }),
      ...(given?.line2 && { addressLine2: given.line2 }),
      ...(given?.city && { locality: given.city }),
      ...(given?.state && { administrativeArea: given.state }),
      ...(given?.postal_code && { postalCode: given.postal_code }),
    };
  },

  names: ({ fields = {} }, { country = '' }) => [
    ...(fields.name === 'never' ? [] : (['name'] as const)),
    'country',
    'addressLine1',
    'addressLine2',
    'locality',
    ...(hasState(country) ? (['administrativeArea'] as const) : []),
    ...(hasPostalCode(country) ? (['postalCode'] as const) : []),
    ...(fields.phone === 'always' ? (['phone'] as const) : []),
  ],

  optional: ({ validation }) => (validation?.phone?.required === 'never' ? ['phone'] : []),

  countries: ({ allowedCountries }) => allowedCountries ?? undefined,

  value: ({ mode, fields = {} }, values) => {
    const { country = '' } = values;
    return {
      elementMode: mode,
      isNewAddress: true,
      value: {
        name: values.name ?? '',
        address: {
          line1: values.addressLine1 ?? '',
          line2: values.addressLine2 ?? null,
          city: values.locality ?? '',
          state: hasState(country) ? (values.administrativeArea ?? '') : '',
          postal_code: hasPostalCode(country) ? (values.postalCode ?? '') : '',
          country,
        },
        ...(fields.phone === 'always' && { phone: values.phone ?? '' }),
      },
    };
  },
};
