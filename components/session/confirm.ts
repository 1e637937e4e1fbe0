import type { Stripe, StripeElements } from '@stripe/stripe-js';
import type { Intent, IntentRequest, Session } from '../../server/contract.ts';
import type { Translator } from '../locales/translator.ts';
import { type Api, ApiError } from './api.ts';
import { outcomeOf, type Confirmation } from './outcome.ts';
import { returnUrl } from './return.ts';

/** A way to pay, ready to be confirmed. */
export interface Attempt {
  elements: StripeElements;
  /** For the server: the method and what the shopper was shown. */
  request: IntentRequest;
  /** When the form was made for a PaymentIntent that exists already. */
  intent?: Intent | undefined;
}

/** An attempt that ended without a charge. */
export interface Failure {
  code: string;
  /** For the shopper. */
  message: string;
  /** `info`: nobody did anything wrong. */
  tone: 'info' | 'danger';
}

export type Result =
  | {
      kind: 'settled';
      /** What the payment is asked for by. */
      token: string;
      /** Whether Stripe took it: an open payment is then not known yet, rather than not paid. */
      submitted: boolean;
    }
  | {
      kind: 'failed';
      failure: Failure;
      /** What the server offers now, when that was the reason. */
      session?: Session;
      /** What nobody but the page knows of. */
      report?: unknown;
    };

interface Surroundings {
  api: Api;
  /** Order token. */
  order: string;
  stripe: Promise<Stripe>;
  translator: Translator;
  /** Where redirects come back to, if not to this page. */
  returnTo: string | undefined;
}

/**
 * Has Stripe check the form, the server create the payment, and Stripe confirm it. To be called in
 * the click itself: wallets and banks open windows only then.
 */
export async function confirm(attempt: Attempt, around: Surroundings): Promise<Result> {
  const { api, order, stripe, translator, returnTo } = around;
  try {
    const checked = await attempt.elements.submit();
    if (checked.error) {
      const { code = 'incomplete', message = translator.text('try-again') } = checked.error;
      return failed(code, message);
    }

    const intent = await api
      .intent(order, attempt.request)
      .catch((error: unknown) => refused(error, translator));
    if ('kind' in intent) return intent;
    if (attempt.intent && attempt.intent.clientSecret !== intent.clientSecret) {
      // The form belongs to a payment that is no more.
      return failed('order_changed', translator.text('methods-changed'), 'info');
    }

    const stripeJs = await stripe;
    const confirmation: Confirmation = await stripeJs
      .confirmPayment({
        elements: attempt.elements,
        clientSecret: intent.clientSecret,
        confirmParams: { return_url: returnUrl(returnTo, intent.paymentToken) },
        redirect: 'if_required',
      })
      .catch(lost);

    const outcome = outcomeOf(confirmation);
    if (outcome.kind === 'declined') {
      const { code, message } = outcome;
      const result = failed(code, message ?? translator.text('try-again'));
      // Stripe sends no webhook for what its script refuses.
      return message ? result : { ...result, report: confirmation.error };
    }
    return { ...outcome, token: intent.paymentToken };
  } catch (report) {
    // Wrong use, or the page took the form away while it was checked.
    return { ...failed('confirm_failed', translator.text('try-again')), report };
  }
}

/** Stripe.js throws for wrong use before it sends anything. Else there is no answer to trust. */
function lost(error: Error): Confirmation {
  if (error.name === 'IntegrationError') throw error;
  return {};
}

/** The server created no payment, so this attempt can't have charged anything. */
function refused(error: unknown, translator: Translator): Result {
  if (!(error instanceof ApiError)) return failed('network', translator.text('network-failed'));
  const { code, message, session, payment } = error;
  if (payment) return { kind: 'settled', token: payment.token, submitted: true };
  // With a fresh session nobody did anything wrong.
  return session
    ? { ...failed(code, translator.words(message, 'methods-changed'), 'info'), session }
    : failed(code, translator.words(message, 'try-again'));
}

function failed(code: string, message: string, tone: Failure['tone'] = 'danger') {
  return { kind: 'failed', failure: { code, message, tone } } as const;
}
