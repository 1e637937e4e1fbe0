/** One sandbox for all tests of a file. */
import { after, beforeEach } from 'node:test';
import type { Stripe } from 'stripe';
import { startTestSandbox, type TestSandbox } from './sandbox.ts';

export interface SharedSandbox extends TestSandbox {
  /** Pays 20 € at once. */
  pay: (
    paymentMethod: string,
    more?: Partial<Stripe.PaymentIntentCreateParams>,
  ) => Promise<Stripe.PaymentIntent>;
}

/**
 * Starts it for the test file that calls this at its top, and stops it after the last test. Each test
 * begins a minute after the one before, with no new events.
 */
export async function sharedSandbox(): Promise<SharedSandbox> {
  const sandbox = await startTestSandbox({ country: 'BE' });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.clock.advance(60);
    sandbox.newEvents();
  });
  return {
    ...sandbox,
    pay: (payment_method, more = {}) =>
      sandbox.stripe.paymentIntents.create({
        amount: 2000,
        currency: 'eur',
        allowed_payment_method_types: ['card'],
        capture_method: 'automatic',
        confirm: true,
        payment_method,
        ...more,
      }),
  };
}
