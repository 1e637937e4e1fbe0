/** Numbers and names that a bank or a network would give: always the same for the same thing. */
import { createHash } from 'node:crypto';

const hex = (seed: string): string => createHash('sha256').update(seed).digest('hex');

/**
 * What Stripe calls the fingerprint of a card or an account: equal for equal numbers. By it the
 * sandbox knows a test card again without keeping its number.
 */
export const fingerprintOf = (number: string): string => hex(number).slice(0, 16);

/** As many digits as asked for, at most 64. */
export const digits = (seed: string, length: number): string =>
  hex(seed)
    .replaceAll(/[a-f]/g, (letter) => String(parseInt(letter, 16) % 10))
    .slice(0, length);

/** Upper-case letters and digits, at most 64. */
export const reference = (seed: string, length = 17): string =>
  hex(seed).toUpperCase().slice(0, length);
