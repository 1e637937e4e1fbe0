/**
 * Ids of our own rows.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';

type Prefix = 'pay' | 'op' | 'ntf' | 'alm' | 'aud' | 'req';

/** Such as `pay_0mt9q2d7c1f3b6a8e0d4c2b1a9f7`: sorts by the time it was made, and can't be guessed. */
export function newId(prefix: Prefix, now: number): string {
  return `${prefix}_${now.toString(36).padStart(9, '0')}${randomBytes(10).toString('hex')}`;
}
