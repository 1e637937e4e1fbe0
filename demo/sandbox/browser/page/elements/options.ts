/** The options of `stripe.elements()` and `elements.update()`: checked, and in one spelling. */
import type {
  StripeElementsOptionsClientSecret,
  StripeElementsOptionsMode,
  StripeElementsUpdateOptions,
} from '@stripe/stripe-js';
import { parseClientSecret } from '../../shared/api.ts';
import type { DeferredIntent } from '../../shared/protocol.ts';
import { expect, expectOneOf, expectOptional, invalid } from '../check.ts';
import { IntegrationError } from '../errors.ts';

export type ElementsOptions = StripeElementsOptionsClientSecret | StripeElementsOptionsMode;

/** Options of earlier releases, and what says the same now. */
const REMOVED: Record<string, string> = {
  paymentMethodTypes: 'allowedPaymentMethodTypes',
  payment_method_types: 'allowedPaymentMethodTypes',
};

export function checkElementsOptions(
  options: ElementsOptions | StripeElementsUpdateOptions,
  where: string,
): void {
  expect(options, 'object', where, 'options');
  const given = options as Record<string, unknown>;
  for (const [name, instead] of Object.entries(REMOVED)) {
    if (name in given) {
      throw new IntegrationError(
        `Invalid value for ${where}: ${name} was removed in the Endive release. Use ${instead} instead.`,
      );
    }
  }
  for (const name of ['clientSecret', 'currency', 'locale', 'customerSessionClientSecret']) {
    expectOptional(given[name], 'string', where, name);
  }
  for (const name of [
    'allowedPaymentMethodTypes',
    'excludedPaymentMethodTypes',
    'fonts',
    'customPaymentMethods',
  ]) {
    expectOptional(given[name], 'array', where, name);
  }
  expectOptional(given.appearance, 'object', where, 'appearance');
  if (given.mode !== undefined) {
    expectOneOf(given.mode, ['payment', 'setup', 'subscription'], where, 'mode');
  }
  const captureMethod = given.captureMethod ?? given.capture_method;
  if (captureMethod !== undefined) {
    expectOneOf(captureMethod, ['automatic', 'automatic_async', 'manual'], where, 'captureMethod');
  }
  if (typeof given.currency === 'string' && !/^[a-z]{3}$/.test(given.currency)) {
    invalid(where, 'currency should be a lowercase three-letter ISO code.', given.currency);
  }
  if (given.amount !== undefined) {
    expect(given.amount, 'integer', where, 'amount');
    if ((given.amount as number) <= 0)
      invalid(where, 'amount must be greater than 0.', given.amount);
  }
  if (typeof given.clientSecret === 'string' && !parseClientSecret(given.clientSecret)) {
    const problem = 'clientSecret should be a client secret of the form ${id}_secret_${secret}.';
    invalid(where, problem, given.clientSecret);
  }
  const lists = [
    'allowedPaymentMethodTypes',
    'excludedPaymentMethodTypes',
    'paymentMethodConfiguration',
  ].filter((name) => given[name] !== undefined);
  if (lists.length > 1) {
    throw new IntegrationError(
      `Invalid value for ${where}: only one of ${lists.join(' and ')} may be set.`,
    );
  }
}

/** What must hold of the options as a whole, once updates are merged in. */
export function checkComplete(options: ElementsOptions, where: string): void {
  if (options.mode === undefined) return;
  // The types forbid it; a page in JavaScript, or an update, may do it all the same.
  if ((options as { clientSecret?: string }).clientSecret !== undefined) {
    throw new IntegrationError(
      `Invalid value for ${where}: pass either mode or clientSecret, not both.`,
    );
  }
  if (options.mode !== 'setup') {
    expect(options.amount, 'integer', where, 'amount');
    expect(options.currency, 'string', where, 'currency');
  }
}

export function deferredIntent(options: ElementsOptions): DeferredIntent | undefined {
  if (options.mode === undefined) return undefined;
  return {
    mode: options.mode,
    amount: 'amount' in options ? options.amount : undefined,
    currency: options.currency,
    captureMethod: options.captureMethod ?? options.capture_method,
    setupFutureUsage: options.setupFutureUsage ?? options.setup_future_usage,
    onBehalfOf: options.onBehalfOf ?? options.on_behalf_of,
    allowedPaymentMethodTypes: options.allowedPaymentMethodTypes,
    excludedPaymentMethodTypes: options.excludedPaymentMethodTypes,
    paymentMethodConfiguration:
      options.paymentMethodConfiguration ?? options.payment_method_configuration,
  };
}

/** The locales that Stripe.js knows; another one falls back to its language, then to English. */
export function resolveLocale(wanted: string | undefined): string {
  const tag = !wanted || wanted === 'auto' ? navigator.language : wanted;
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return 'en';
  }
}
