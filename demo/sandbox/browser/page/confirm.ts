/** `stripe.confirmPayment()` and `stripe.confirmSetup()`. */
import type { ConfirmPaymentData } from '@stripe/stripe-js';
import { callApi, parseClientSecret, type Params } from '../shared/api.ts';
import type { Intent, IntentResult } from '../shared/protocol.ts';
import { returnAddress } from '../shared/return-address.ts';
import { expect, expectOneOf, invalid } from './check.ts';
import { ElementsGroup, type GroupContext } from './elements/group.ts';
import * as text from './errors.ts';
import { IntegrationError } from './errors.ts';
import { followNextAction, leave } from './next-action.ts';

export interface ConfirmOptions {
  elements?: unknown;
  clientSecret?: string;
  confirmParams?: Partial<ConfirmPaymentData>;
  redirect?: 'always' | 'if_required';
}

export type Caller = 'stripe.confirmPayment()' | 'stripe.confirmSetup()';

/** Never settles when the shopper is sent elsewhere. */
export async function confirmIntent(
  context: GroupContext,
  caller: Caller,
  options: ConfirmOptions,
): Promise<IntentResult> {
  const { confirmParams: params = {}, redirect = 'always' } = options;
  expectOneOf(redirect, ['always', 'if_required'], caller, 'redirect');
  const group = groupOf(options.elements, caller);
  const clientSecret = secretFor(group, options, caller);
  if (redirect === 'always' && !params.return_url)
    throw new IntegrationError(text.noReturnUrl(caller));

  const result = group
    ? await confirmFromElements(group, caller, clientSecret, params)
    : await callApi<Intent>(context.api, 'POST', `${intentPath(clientSecret, caller)}/confirm`, {
        ...(params as Params),
        client_secret: clientSecret,
        use_stripe_sdk: true,
      }).then(toIntentResult);
  if (!result.intent) return result;

  const finished = await followNextAction(context, result.intent);
  if (finished.intent && redirect === 'always' && params.return_url) {
    const returnUrl = new URL(params.return_url, location.href).href;
    return leave(returnAddress(finished.intent, returnUrl));
  }
  return finished;
}

async function confirmFromElements(
  group: ElementsGroup,
  caller: Caller,
  clientSecret: string,
  params: Partial<ConfirmPaymentData>,
): Promise<IntentResult> {
  const element = group.payingElement(caller);
  if (group.isDeferred && !group.wasSubmitted)
    throw new IntegrationError(text.notSubmitted(caller));
  const request = { caller, clientSecret, params, collected: await group.collected() };
  return rethrowIntegrationError(element.confirm(request));
}

/** The frame's IntegrationErrors cross the channel as plain errors with a name. */
export async function rethrowIntegrationError<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof Error && error.name === 'IntegrationError') {
      throw new IntegrationError(error.message);
    }
    throw error;
  }
}

export function groupOf(elements: unknown, caller: string): ElementsGroup | undefined {
  if (elements === undefined) return undefined;
  if (elements instanceof ElementsGroup) return elements;
  return invalid(caller, 'elements should be an instance of Elements.', typeof elements);
}

function secretFor(
  group: ElementsGroup | undefined,
  { clientSecret }: ConfirmOptions,
  caller: Caller,
): string {
  const secret = clientSecret ?? group?.clientSecret;
  if (secret !== undefined) {
    expect(secret, 'string', caller, 'clientSecret');
    return secret;
  }
  throw new IntegrationError(
    group ? text.noClientSecret(caller) : text.neitherElementsNorSecret(caller),
  );
}

/** Where the API has the intent: `v1/payment_intents/pi_…`. */
export function intentPath(clientSecret: string, caller: string): string {
  const parsed = parseClientSecret(clientSecret);
  if (!parsed) {
    const problem = 'clientSecret should be a client secret of the form ${id}_secret_${secret}.';
    return invalid(caller, problem, clientSecret);
  }
  return `v1/${parsed.resource}/${parsed.id}`;
}

export function toIntentResult({
  value,
  error,
}: Awaited<ReturnType<typeof callApi<Intent>>>): IntentResult {
  return error ? { error } : { intent: value };
}
