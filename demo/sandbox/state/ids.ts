import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Random letters and digits. The bias of the remainder is of no account: these are names, not keys. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length] ?? '';
  return text;
}

/** An id as Stripe writes them: `pi_3SBsr0V5UP2T3dVBPqxIe2yJ`. */
export const newId = (prefix: string): string => `${prefix}_${randomText(24)}`;

/** The secret that lets a page act on one intent: it starts with the intent's id. */
export const newClientSecret = (id: string): string => `${id}_secret_${randomText(25)}`;
