import assert from 'node:assert/strict';
import { Stripe } from 'stripe';

/**
 * Asserts that Stripe's SDK throws one of its errors with these fields, and returns it.
 */
export async function refusedBy(
  call: Promise<unknown>,
  expected: {
    statusCode?: number;
    code?: string;
    decline_code?: string;
    param?: string;
    message?: string | RegExp;
  },
): Promise<Stripe.errors.StripeError> {
  const error: unknown = await call.then(
    () => assert.fail('the call was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { message, ...fields } = expected;
  for (const [name, value] of Object.entries(fields)) {
    assert.equal(error[name as keyof typeof error], value, `${name} of: ${error.message}`);
  }
  if (message instanceof RegExp) assert.match(error.message, message);
  else if (message !== undefined) assert.equal(error.message, message);
  return error;
}
