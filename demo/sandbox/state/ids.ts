import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Asking for random bytes costs more than the bytes: they are fetched by the thousand. */
let pool = randomBytes(4096);
let used = 0;

/** Random letters and digits. The bias of the remainder is of no account: these are names, not keys. */
export function randomText(length: number): string {
  if (used + length > pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  let text = '';
  for (const byte of pool.subarray(used, used + length)) {
    text += alphabet[byte % alphabet.length] ?? '';
  }
  used += length;
  return text;
}

/** An id as Stripe writes them: `pi_3SBsr0V5UP2T3dVBPqxIe2yJ`. */
export const newId = (prefix: string): string => `${prefix}_${randomText(24)}`;

/** The secret that lets a page act on one intent: it starts with the intent's id. */
export const newClientSecret = (id: string): string => `${id}_secret_${randomText(25)}`;
