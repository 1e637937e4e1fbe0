/** What a payment still asks of the shopper: a challenge, the bank's page, a voucher, an app. */
import type { StripeError } from '@stripe/stripe-js';
import { callApi, type ApiOptions } from '../shared/api.ts';
import type { Intent, IntentResult } from '../shared/protocol.ts';
import { DISMISS, DONE, IN_DIALOG } from '../shared/dialog-messages.ts';
import { openDialog } from './dialog.ts';
import type { SandboxLocation } from './location.ts';

interface Context {
  api: ApiOptions;
  location: SandboxLocation;
}
type NextAction = NonNullable<Intent['next_action']>;

/** How often an open dialog asks whether the shopper has acted on another device. */
const POLL_INTERVAL = 1000;

/** Navigates. The promise never settles: this page is about to be gone. */
export function leave(url: string): Promise<never> {
  location.assign(url);
  return new Promise<never>(() => undefined);
}

/**
 * Lets the shopper do what the intent asks for, if anything. Resolves with the intent as it stands
 * afterwards, or with the error that it ended in; never settles when the shopper is sent elsewhere.
 */
export async function followNextAction(context: Context, intent: Intent): Promise<IntentResult> {
  if (intent.status !== 'requires_action' || !intent.next_action) return { intent };
  const { url } = detailsOf(intent.next_action);
  if (url !== undefined) return leave(url);
  const action = dialogFor(context, intent, intent.next_action);
  if (!action) return { intent };
  const result = await showAction(context.api, intent, action);
  const error = result.intent && failureOf(result.intent);
  return error ? { error } : result;
}

interface DialogAction {
  title: string;
  url: string;
}

/** What an action says under its own name. Stripe's types name a few of them only. */
function detailsOf(action: NextAction): Record<string, string | undefined> {
  const details = (action as unknown as Record<string, unknown>)[action.type];
  return (details ?? {}) as Record<string, string | undefined>;
}

/** Actions that Stripe describes by an address; the others are answered in the shopper's own app. */
function dialogFor(
  { location: { frames }, api }: Context,
  intent: Intent,
  action: NextAction,
): DialogAction | undefined {
  if (action.type === 'verify_with_microdeposits') return undefined;
  const details = detailsOf(action);
  if (action.type === 'use_stripe_sdk') {
    return details.stripe_js === undefined
      ? undefined
      : { title: '3D Secure challenge', url: details.stripe_js };
  }
  const url =
    details.hosted_voucher_url ??
    details.hosted_instructions_url ??
    `${frames}pages/instructions/${api.publishableKey}/${intent.id}`;
  return { title: 'Payment instructions', url };
}

/** Shows the action's page until the shopper is done with it, or the intent has moved on by itself. */
async function showAction(
  api: ApiOptions,
  intent: Intent,
  { title, url }: DialogAction,
): Promise<IntentResult> {
  const src = new URL(url, location.href);
  src.searchParams.set(IN_DIALOG, location.origin);
  const done = Promise.withResolvers<true>();
  const { iframe, close } = openDialog({
    title,
    src: src.href,
    onDismiss: () => iframe.contentWindow?.postMessage(DISMISS, src.origin),
  });
  const onMessage = ({ source, origin, data }: MessageEvent): void => {
    if (source !== iframe.contentWindow || origin !== src.origin || data !== DONE) return;
    done.resolve(true);
  };
  addEventListener('message', onMessage);
  try {
    for (;;) {
      const isDone = await Promise.race([done.promise, pause(POLL_INTERVAL)]);
      const result = await retrieveIntent(api, intent);
      const moved = result.intent && result.intent.status !== 'requires_action';
      if (isDone || moved) return result;
    }
  } finally {
    removeEventListener('message', onMessage);
    close();
  }
}

function pause(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}

async function retrieveIntent(
  api: ApiOptions,
  { id, object, client_secret }: Pick<Intent, 'id' | 'object' | 'client_secret'>,
): Promise<IntentResult> {
  const { value, error } = await callApi<Intent>(api, 'GET', `v1/${object}s/${id}`, {
    client_secret,
  });
  return error ? { error } : { intent: value };
}

/** The error that an intent carries after its shopper failed to do what was asked. */
function failureOf(intent: Intent): StripeError | undefined {
  if (intent.status !== 'requires_payment_method') return undefined;
  if (intent.object === 'setup_intent') {
    return intent.last_setup_error
      ? { ...(intent.last_setup_error as StripeError), setup_intent: intent }
      : undefined;
  }
  return intent.last_payment_error
    ? { ...(intent.last_payment_error as StripeError), payment_intent: intent }
    : undefined;
}
