import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` of one attempt, over `t.body` with the whole `whsec_…` as key.
 *
 * In test mode Stripe adds a `v0`, which means nothing and which receivers have to ignore.
 *
 * @param milliseconds since 1970: the receiver compares it with its own clock
 */
export function signatureHeader(body: string, secret: string, milliseconds: number): string {
  const t = Math.floor(milliseconds / 1000);
  const sign = (key: string) => createHmac('sha256', key).update(`${t}.${body}`).digest('hex');
  return `t=${t},v1=${sign(secret)},v0=${sign('v0')}`;
}
