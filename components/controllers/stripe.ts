import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import type { Session } from '../../server/contract.ts';

/** Which Stripe: the key, and in the sandbox where its own Stripe.js lies. */
type StripeSource = Session['stripe'];

const instances = new Map<string, Promise<Stripe>>();

/**
 * Stripe.js, ready for use: loaded when first asked for, and one instance per key however many
 * elements ask. A load that failed is forgotten, so that the next call tries again.
 *
 * @throws Error when the script can't be loaded
 */
export function stripe(source: StripeSource): Promise<Stripe> {
  const { publishableKey } = source;
  let instance = instances.get(publishableKey);
  if (!instance) {
    instance = load(source);
    instances.set(publishableKey, instance);
    instance.catch(() => instances.delete(publishableKey));
  }
  return instance;
}

async function load({ publishableKey, scriptUrl }: StripeSource): Promise<Stripe> {
  // Stripe's loader takes a `window.Stripe` that is there already.
  if (scriptUrl && !('Stripe' in window)) await script(scriptUrl);
  const instance = await loadStripe(publishableKey);
  if (!instance) throw new Error('Stripe.js needs a document');
  return instance;
}

function script(src: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const element = Object.assign(document.createElement('script'), { src });
  element.onload = () => {
    resolve(undefined);
  };
  element.onerror = () => {
    element.remove();
    reject(new Error(`Could not load ${src}`));
  };
  document.head.append(element);
  return promise;
}
