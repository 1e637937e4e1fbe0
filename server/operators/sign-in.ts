/**
 * Checks tokens, and slows down whoever shows wrong ones.
 *
 * @module
 */
import { addressKey, rateLimit, type Limit } from '../limits.ts';
import type { Operator } from './scopes.ts';
import type { OperatorTokens } from './tokens.ts';

/**
 * Whose token it is, if anyone's.
 *
 * @param address where the request comes from; requests that hide it count as one client.
 * @throws {@link CheckoutError} `rate_limited`: too many wrong tokens came from there.
 */
export type SignIn = (token: string, address: string | undefined) => Promise<Operator | undefined>;

const WRONG_TOKENS: Limit = { times: 10, seconds: 15 * 60 };

export function createSignIn(
  tokens: Pick<OperatorTokens, 'verify'>,
  wrongTokens: Limit = WRONG_TOKENS,
): SignIn {
  const { take, giveBack } = rateLimit(wrongTokens);

  async function check(token: string, client: string): Promise<Operator | undefined> {
    // Taken before the check, or many at once would pass.
    await take(client);
    const operator = await tokens.verify(token);
    if (operator) await giveBack(client);
    return operator;
  }

  /** Requests that show the same token at once are one try. */
  const underWay = new Map<string, Promise<Operator | undefined>>();

  return (token, address) => {
    const client = address === undefined ? 'unknown' : addressKey(address);
    const key = `${client} ${token}`;
    const known = underWay.get(key);
    if (known) return known;
    const checking = check(token, client).finally(() => underWay.delete(key));
    underWay.set(key, checking);
    return checking;
  };
}
