/**
 * Holds against the schemas of Stripe's API whatever a sandbox in this process answers, and every event
 * that happens in it. The first that Stripe could not have said ends the process:
 *
 *     node --import ./test/support/witness.ts --test test/server/limits.test.ts
 *
 * All suites run with it, the demo of the browser tests included.
 */
import assert from 'node:assert/strict';
import {
  happenedEvents,
  sentAnswers,
  type SentAnswer,
} from '../../demo/sandbox/protocol/channels.ts';
import { assertStripeAnswer, assertStripeEvent } from './stripe-schemas.ts';

/** What is not held against a schema, and why. */
const unpublished: Readonly<Record<string, string>> = {
  'GET /v1/elements/sessions': 'only Stripe.js calls it: Stripe publishes no schema',
  'GET /v1/elements/card_details': 'only Stripe.js calls it: Stripe publishes no schema',
  'POST /v1/stripecli/sessions': 'only the CLI calls it: Stripe publishes no schema',
};

sentAnswers.subscribe((message) => {
  const { operation, status, publishable, body } = message as SentAnswer;
  const json = JSON.parse(body) as object;
  const failed = status >= 400;
  if (!failed && operation in unpublished) return;
  explained(`${status} ${operation}`, () => {
    assert.equal('error' in json, failed, 'errors are answered with a status of their own');
    assertStripeAnswer(json, publishable);
  });
});

happenedEvents.subscribe((event) => {
  const json = JSON.parse(JSON.stringify(event)) as { type: string };
  explained(`the event ${json.type}`, () => assertStripeEvent(json));
});

/** A subscriber that throws ends the process: Node makes it an uncaught exception. */
function explained(what: string, judge: () => void): void {
  try {
    judge();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Stripe could not have sent this: ${what}: ${why}`, { cause: error });
  }
}
