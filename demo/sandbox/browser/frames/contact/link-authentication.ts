/** What the Link Authentication Element asks for in its plain form: an e-mail address. */
import type { StripeLinkAuthenticationElementOptions } from '@stripe/stripe-js';
import type { Contact } from './element.ts';

export const linkAuthentication: Contact<StripeLinkAuthenticationElementOptions> = {
  idPrefix: 'link',
  start: ({ defaultValues }) => (defaultValues?.email ? { email: defaultValues.email } : {}),
  names: () => ['email'],
  value: (_options, { email = '' }) => ({ value: { email } }),
};
