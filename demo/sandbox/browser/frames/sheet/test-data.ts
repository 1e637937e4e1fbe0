/** What a wallet in the sandbox holds: addresses, and cards with an outcome each. */
import type { SheetAddress } from '../../shared/protocol.ts';

export interface TestAddress {
  name: string;
  phone: string;
  address: SheetAddress;
}

const entry = (
  name: string,
  phone: string,
  [line1, city, state, postal_code, country]: [string, string, string, string, string],
): TestAddress => ({
  name,
  phone,
  address: { line1, line2: null, city, state, postal_code, country },
});

export const ADDRESSES: readonly TestAddress[] = [
  entry('Jane Diaz', '+12015550123', ['27 Fredrick Ave', 'Brothers', 'OR', '97712', 'US']),
  entry('An Peeters', '+32470123456', ['Meir 1', 'Antwerpen', '', '2000', 'BE']),
  entry('Max Muster', '+4915112345678', ['Unter den Linden 1', 'Berlin', '', '10117', 'DE']),
  entry('Eva Huber', '+436641234567', ['Graben 19', 'Wien', '', '1010', 'AT']),
  entry('Sanne de Vries', '+31612345678', ['Damrak 1', 'Amsterdam', '', '1012 LG', 'NL']),
  entry('Marie Dupont', '+33612345678', ['10 rue de Rivoli', 'Paris', '', '75004', 'FR']),
  entry('Giulia Rossi', '+393331234567', ['Via del Corso 1', 'Roma', 'RM', '00186', 'IT']),
  entry('Zofia Nowak', '+48501234567', ['Nowy Świat 1', 'Warszawa', '', '00-496', 'PL']),
  entry('Lea Keller', '+41791234567', ['Bahnhofstrasse 1', 'Zürich', '', '8001', 'CH']),
  entry('Olivia Smith', '+447911123456', ['10 Downing Street', 'London', '', 'SW1A 2AA', 'GB']),
  entry('Noah Tremblay', '+15145550123', ['1 Rue Saint-Paul', 'Montréal', 'QC', 'H2Y 1H2', 'CA']),
  entry('Haruto Sato', '+819012345678', ['1-1 Chiyoda', 'Chiyoda-ku', '東京都', '100-0001', 'JP']),
];

/** Stripe's test cards, by what their tokens are called, as a wallet would show them. */
export const CARDS: readonly { name: string; label: string }[] = [
  { name: 'visa', label: 'Visa •••• 4242' },
  { name: 'mastercard', label: 'Mastercard •••• 4444' },
  { name: 'visa_chargeDeclined', label: 'Visa •••• 0002: declined' },
  { name: 'visa_chargeDeclinedInsufficientFunds', label: 'Visa •••• 9995: insufficient funds' },
  { name: 'authenticationRequired', label: 'Visa •••• 3184: asks for 3D Secure' },
];

/** What Link answers to a code; every other one of six digits is right. */
export const LINK_CODES: Readonly<Record<string, string>> = {
  '000001': 'This code is not right.',
  '000002': 'This code has expired.',
  '000003': 'Too many attempts. Try again later.',
};
