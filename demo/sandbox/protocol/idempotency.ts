/**
 * Idempotency keys: the first answer to a key is remembered, errors and faults included, and given
 * again to whoever sends the key again.
 *
 * @see https://docs.stripe.com/api/idempotent_requests
 */
import { newId } from '../state/ids.ts';
import { invalidRequest, StripeError } from './errors.ts';

/** What a call answers, before it becomes a response. */
export interface Answer {
  status: number;
  /** JSON */
  body: string;
  requestId: string;
  /**
   * Whether the call got as far as being carried out. What was refused before, for its parameters
   * for instance, may be mended and sent again under the same key.
   */
  begun: boolean;
  /** The connection breaks instead of carrying the answer; it is there for whoever asks again. */
  reset?: true;
}

interface Entry {
  path: string;
  /** The parameters as they were sent. */
  parameters: string;
  /** Seconds since 1970. */
  created: number;
  /** Undefined as long as the first call is on its way. */
  answer?: Answer;
}

/** The keys of one account, in the order in which they came. */
export type IdempotencyKeys = Map<string, Entry>;

/** Stripe keeps keys for at least 24 hours. */
const lifetime = 24 * 60 * 60;
const longestKey = 255;

export async function onceByKey(
  keys: IdempotencyKeys,
  call: { key: string; path: string; parameters: string; now: number },
  perform: () => Promise<Answer>,
): Promise<{ answer: Answer; replayed: boolean }> {
  const { key, path, parameters, now } = call;
  if (key.length > longestKey) {
    throw invalidRequest(
      `Idempotency keys may be at most ${longestKey} characters; yours has ${key.length}.`,
    );
  }
  forgetExpired(keys, now);

  const earlier = keys.get(key);
  if (earlier) {
    if (earlier.path !== path) throw otherEndpoint(key, earlier.path, path);
    if (earlier.parameters !== parameters) throw otherParameters(key);
    if (!earlier.answer) throw keyInUse(key);
    return { answer: earlier.answer, replayed: true };
  }

  const entry: Entry = { path, parameters, created: now };
  keys.set(key, entry);
  const answer = await perform();
  const { reset: _, ...remembered } = answer;
  if (answer.begun) entry.answer = remembered;
  else keys.delete(key);
  return { answer, replayed: false };
}

/**
 * For keys whose calls a process has left unanswered: whether they were carried out nobody knows any
 * more, so they must not be carried out again.
 */
export function resolveUnanswered(keys: IdempotencyKeys): void {
  for (const entry of keys.values()) {
    entry.answer ??= {
      status: 500,
      body: JSON.stringify({
        error: { type: 'api_error', message: 'The sandbox was stopped before this call ended.' },
      }),
      requestId: newId('req'),
      begun: true,
    };
  }
}

function forgetExpired(keys: IdempotencyKeys, now: number): void {
  for (const [key, { created }] of keys) {
    if (now - created < lifetime) return;
    keys.delete(key);
  }
}

const otherEndpoint = (key: string, first: string, now: string): StripeError =>
  new StripeError(400, {
    type: 'idempotency_error',
    message:
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ` +
      `('${first}' vs '${now}'). Try using a key other than '${key}' if you meant to execute a ` +
      `different request.`,
  });

const otherParameters = (key: string): StripeError =>
  new StripeError(400, {
    type: 'idempotency_error',
    message:
      `Keys for idempotent requests can only be used with the same parameters they were first used ` +
      `with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });

const keyInUse = (key: string): StripeError =>
  new StripeError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message:
      `There is currently another in-progress request using this Idempotent Key (that probably means ` +
      `you submitted twice, and the other request is still going through): ${key}. ` +
      `Please try again later.`,
  });
