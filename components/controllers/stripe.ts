import type { Stripe } from '@stripe/stripe-js';
import type { Session } from '../../server/contract.ts';

/**
 * The release train that the installed `@stripe/stripe-js` has the types of; a test holds the two
 * together. Its own loader does no more than this, in four times the bytes.
 */
export const STRIPE_JS = 'https://js.stripe.com/endive/stripe.js';

/** How long the script may take to arrive, in milliseconds. */
const PATIENCE = 15_000;

/** Stripe.js can't be had, or takes no such key: there is no way to pay at all. */
export class StripeUnavailable extends Error {}

/** Which Stripe: the key, and in the sandbox where its own Stripe.js lies. */
type StripeSource = Session['stripe'];

const instances = new Map<string, Promise<Stripe>>();

/**
 * Stripe.js, ready for use: loaded when first asked for, and one instance per key however many
 * elements ask. A load that failed is forgotten, so that the next call tries again.
 *
 * @throws StripeUnavailable
 */
export function stripe(source: StripeSource): Promise<Stripe> {
  const { publishableKey } = source;
  let instance = instances.get(publishableKey);
  if (!instance) {
    instance = load(source).catch((cause: unknown) => {
      instances.delete(publishableKey);
      throw new StripeUnavailable(String(cause));
    });
    instances.set(publishableKey, instance);
  }
  return instance;
}

async function load({ publishableKey, scriptUrl = STRIPE_JS }: StripeSource): Promise<Stripe> {
  // The page may have loaded it itself, as Stripe recommends for its fraud signals.
  if (!window.Stripe) {
    await script(scriptUrl).catch(() => script(scriptUrl));
  }
  if (!window.Stripe) throw new Error(`${scriptUrl} is not Stripe.js`);
  return window.Stripe(publishableKey);
}

/** Waits for the page's own tag when it has one, which may be loading still. */
function script(src: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let tag = document.querySelector<HTMLScriptElement>(`script[src^="${src}"]`);
  if (!tag) {
    tag = document.createElement('script');
    tag.src = src;
    document.head.append(tag);
  }
  const giveUp = (): void => {
    tag.remove();
    reject(new Error(`${src} could not be loaded`));
  };
  tag.addEventListener('load', resolve);
  tag.addEventListener('error', giveUp);
  setTimeout(() => !window.Stripe && giveUp(), PATIENCE);
  return promise;
}
