/**
 * What the sandbox says, on Node's diagnostics channels: whoever wants to hold all of it against a schema,
 * or to log it, subscribes in the process that runs the sandbox. While nobody does, it costs nothing.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html
 */
import { channel } from 'node:diagnostics_channel';

/** One answer of the API, as it is sent. */
export interface SentAnswer {
  /** `GET /v1/payment_intents/:id`; what was called, if there is no such operation. */
  operation: string;
  status: number;
  /** Whether a page asked, with a publishable key. */
  publishable: boolean;
  /** JSON */
  body: string;
}

/** Messages are {@link SentAnswer}s. */
export const sentAnswers = channel('tender:sandbox:answer');
/** Messages are events as they happen, whether or not any endpoint gets them. */
export const happenedEvents = channel('tender:sandbox:event');
