/** The demo's options, from environment variables. All have a default. */
import * as v from 'valibot';
import type { CheckoutOptions } from '../server/index.ts';
import { captureModes, isCountry, type Country } from '../server/methods/index.ts';
import { LOG_LEVELS } from '../server/options.ts';
import type { DemoOptions } from './demo.ts';

const environmentSchema = v.pipe(
  v.object({
    PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'must be a port')), '4242'),
    /** Where browsers and Stripe reach the demo, if not on this machine. The sandbox stays on it. */
    TENDER_ORIGIN: v.optional(v.pipe(v.string(), v.url('must be a URL'))),
    TENDER_CAPTURE: v.optional(
      v.picklist(captureModes, `must be one of ${captureModes.join(', ')}`),
      'automatic',
    ),
    TENDER_SECRET: v.optional(v.string()),
    /** Where orders and payments are kept from one run to the next. */
    DEMO_DATA: v.optional(v.string(), '.tender'),
    DEMO_ACCOUNT_COUNTRY: v.optional(
      v.pipe(
        v.string(),
        v.guard(
          (code: string): code is Country => isCountry(code),
          'must be a country, such as BE',
        ),
      ),
      'BE',
    ),
    /** From which level on the checkout logs. */
    LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS), 'warn'),
    STRIPE_SECRET_KEY: v.optional(v.string()),
    STRIPE_PUBLISHABLE_KEY: v.optional(v.string()),
    STRIPE_WEBHOOK_SECRET: v.optional(v.string()),
    STRIPE_API_URL: v.optional(v.string()),
  }),
  v.check(
    (env) => (env.STRIPE_PUBLISHABLE_KEY === undefined) === (env.STRIPE_SECRET_KEY === undefined),
    'STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are set together, or not at all',
  ),
);

/** The message names each variable that is wrong, and repeats no value. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

interface Environment extends Pick<
  DemoOptions,
  'url' | 'port' | 'secret' | 'capture' | 'country' | 'logLevel' | 'stripe'
> {
  data: string;
}

/** @throws {@link InvalidEnvironmentError} */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const { success, output, issues } = v.safeParse(environmentSchema, given);
  if (!success) {
    const lines = issues.map((issue) => `  ${v.getDotPath(issue) ?? ''} ${issue.message}`);
    throw new InvalidEnvironmentError(`The environment has mistakes:\n${lines.join('\n')}`);
  }
  const stripe = stripeOf(output);
  const local = `http://localhost:${output.PORT}`;
  return {
    port: Number(output.PORT),
    data: output.DEMO_DATA,
    url: stripe ? (output.TENDER_ORIGIN ?? local) : local,
    capture: output.TENDER_CAPTURE,
    country: output.DEMO_ACCOUNT_COUNTRY,
    logLevel: output.LOG_LEVEL,
    ...(output.TENDER_SECRET !== undefined && { secret: output.TENDER_SECRET }),
    ...(stripe && { stripe }),
  };
}

function stripeOf({
  STRIPE_PUBLISHABLE_KEY: publishableKey,
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_URL: apiUrl,
}: v.InferOutput<typeof environmentSchema>): CheckoutOptions['stripe'] {
  if (publishableKey === undefined || secretKey === undefined) return undefined;
  return {
    publishableKey,
    secretKey,
    ...(webhookSecret !== undefined && { webhookSecret }),
    ...(apiUrl !== undefined && { apiUrl, scriptUrl: `${apiUrl}/stripe.js` }),
  };
}
