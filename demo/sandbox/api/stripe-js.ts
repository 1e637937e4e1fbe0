/** What only Stripe.js calls, with a publishable key. */
import { eligibleExpress, isCountry, paymentMethods } from '../../../server/methods/index.ts';
import { isCurrency } from '../../../server/money/index.ts';
import type { Account } from '../accounts.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import { compatibleTypes } from '../payments/compatibility.ts';
import { configuredTypes, defaultConfiguration } from '../payments/configurations.ts';
import { createConfirmationToken } from '../payments/confirmation-tokens.ts';
import type { PrivateOperation } from '../protocol/api.ts';
import { browserMethodData, clientContext } from '../protocol/params.ts';
import { assertAmount } from '../payments/intent-parameters.ts';
import { savableTypes } from '../payments/setup-intents.ts';
import { invalidRequest } from '../protocol/errors.ts';
import { brandOf } from '../test-data/card-entry.ts';
import { testCards } from '../test-data/cards.ts';
import type { Context } from '../state/events.ts';
import type { PaymentIntent, SetupIntent } from '../state/objects.ts';
import { assertClientSecret, redactForPage } from './client-secrets.ts';

/** Only Stripe.js makes confirmation tokens; servers look at them. */
const createToken: PrivateOperation = {
  operation: 'POST /v1/confirmation_tokens',
  answersLike: 'GET /v1/confirmation_tokens/:id',
  openToPages: true,
  parameters: {
    client_context: clientContext,
    expand: { '[]': 'string' },
    mandate_data: '#PaymentIntentConfirmParams.MandateData',
    metadata: { '*': 'string' },
    payment_method: 'string',
    payment_method_data: browserMethodData,
    payment_method_options: '#PaymentMethodOptions',
    return_url: 'string',
    setup_future_usage: ['off_session', 'on_session'],
    shipping: '#Shipping',
  },
  handle: ({ context, params }) => createConfirmationToken(context, params),
};

/** What a group of Elements can show: asked before anything is mounted. */
const elementsSession: PrivateOperation = {
  operation: 'GET /v1/elements/sessions',
  openToPages: true,
  parameters: {
    client_secret: 'string',
    deferred_intent: {
      'mode!': ['payment', 'setup', 'subscription'],
      amount: 'integer',
      currency: 'string',
      capture_method: ['automatic', 'automatic_async', 'manual'],
      'setup_future_usage?': ['off_session', 'on_session'],
      allowed_payment_method_types: { '[]': 'string' },
      excluded_payment_method_types: { '[]': 'string' },
      payment_method_configuration: 'string',
    },
    page_host: 'string',
  },
  handle({ context, key, params }) {
    const { client_secret, deferred_intent, page_host } = params as SessionParams;
    const { account } = context;
    const intent = client_secret === undefined ? null : intentOf(account, client_secret);
    if (intent) assertClientSecret(key, intent, client_secret);
    const types = intent
      ? intent.payment_method_types
      : deferredTypes(context, deferred_intent ?? { mode: 'setup' });
    const { id, country } = account;
    return {
      object: 'elements_session',
      account: { id, country, business_name: account.name },
      payment_methods: types.map((type) => {
        const { label = type, family = 'card' } = paymentMethods.get(type) ?? {};
        return { type, label, family };
      }),
      wallets: walletsOf(account, types, intent ?? undefined, deferred_intent, page_host),
      intent: intent && redactForPage(intent),
    };
  },
};

/** What the first digits of a card tell. */
const cardDetails: PrivateOperation = {
  operation: 'GET /v1/elements/card_details',
  openToPages: true,
  parameters: { 'number_prefix!': 'string' },
  handle({ params }) {
    const { number_prefix: prefix } = params as { number_prefix: string };
    const card = testCards.find(({ number }) => number.startsWith(prefix));
    const brand = card?.brand ?? brandOf(prefix);
    return {
      object: 'card_details',
      brands: card?.coBrand === undefined ? [brand] : [brand, card.coBrand],
      funding: card?.funding ?? 'unknown',
    };
  },
};

export const stripeJs: readonly PrivateOperation[] = [createToken, elementsSession, cardDetails];

interface DeferredIntent {
  mode: 'payment' | 'setup' | 'subscription';
  amount?: number;
  currency?: string;
  capture_method?: string;
  setup_future_usage?: string | null;
  allowed_payment_method_types?: string[];
  excluded_payment_method_types?: string[];
  payment_method_configuration?: string;
}

interface SessionParams {
  client_secret?: string;
  deferred_intent?: DeferredIntent;
  page_host?: string;
}

function intentOf({ state }: Account, secret: string): PaymentIntent | SetupIntent {
  const id = secret.split('_secret_')[0] ?? '';
  return id.startsWith('seti_')
    ? state.setupIntents.require(id, 'client_secret')
    : state.paymentIntents.require(id, 'client_secret');
}

/**
 * As an intent made of the same would have them, less those that need the intent first.
 * @throws {StripeError} where the intent would be refused, or nothing is left
 */
function deferredTypes(context: Context, deferred: DeferredIntent): string[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } =
    deferred;
  const { mode, amount = 100_00, currency = 'usd', setup_future_usage: usage } = deferred;
  const configuration = deferred.payment_method_configuration ?? defaultConfiguration(context).id;
  if (mode !== 'setup') assertAmount(amount, currency);
  const types =
    mode === 'setup'
      ? savableTypes(context, allowed ?? null)
      : compatibleTypes(
          context.account,
          {
            allowed: allowed ?? null,
            excluded: excluded ?? null,
            withoutRedirects: false,
            configured: allowed ? undefined : configuredTypes(context, configuration),
          },
          {
            amount,
            currency,
            manualCapture: deferred.capture_method === 'manual',
            saving: mode === 'subscription' || Boolean(usage),
          },
        );
  const shown = types.filter((type) => paymentMethods.get(type)?.intentFirst !== true);
  if (shown.length > 0) return shown;
  throw invalidRequest(
    `The payment method types (${types.join(', ')}) cannot be shown before there is an intent. Create ` +
      'the intent first and pass its client secret to stripe.elements().',
    { param: 'deferred_intent[allowed_payment_method_types]' },
  );
}

const wallets = ['apple_pay', 'google_pay', 'link', 'paypal', 'amazon_pay', 'klarna'] as const;

/** On a developer's own machine these show without registration; anywhere else none does. */
const unregistered: readonly string[] = ['google_pay', 'link'];

const isLocal = (host: string | undefined): boolean =>
  host === undefined || /^(localhost|.*\.localhost|127\.0\.0\.1|\[::1\])$/.test(host);

/**
 * A wallet shows where its method does, and where the page's domain is registered for it. The shopper's
 * device is supposed to have them all.
 */
function walletsOf(
  account: Account,
  types: readonly string[],
  intent: PaymentIntent | SetupIntent | undefined,
  deferred: DeferredIntent | undefined,
  host: string | undefined,
): Record<string, boolean> {
  const [domain] = account.state.paymentMethodDomains.scan({ field: ['domain_name', host] });
  const purchase = intent?.object === 'payment_intent' ? intent : deferred;
  const currency = purchase?.currency ?? 'usd';
  const shipping = intent?.object === 'payment_intent' ? intent.shipping : null;
  const country = shipping?.address?.country;
  const offered = isCurrency(currency)
    ? eligibleExpress({
        accountCountry: account.country,
        capabilities: capabilitiesOf(account),
        currency,
        amount: purchase?.amount ?? 100_00,
        capture: purchase?.capture_method === 'manual' ? 'manual' : 'automatic',
        ...(isCountry(country) && { customerCountry: country }),
      })
    : { offered: [], hidden: [] };
  const hidden = new Set(
    offered.hidden
      .filter(({ reasons }) => reasons.some((reason) => reason !== 'customer_country_unknown'))
      .map(({ type }) => type),
  );
  return Object.fromEntries(
    wallets.map((wallet) => {
      const method = wallet === 'apple_pay' || wallet === 'google_pay' ? 'card' : wallet;
      const registered = domain
        ? domain[wallet].status === 'active'
        : isLocal(host) && unregistered.includes(wallet);
      // Link's cards are cards to Stripe.
      const payable = types.includes(method) && (wallet !== 'link' || types.includes('card'));
      return [wallet, payable && !hidden.has(wallet) && registered];
    }),
  );
}
