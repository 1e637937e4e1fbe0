/**
 * For the component tests: a shop for as long as the test runner runs, and commands by which a test in
 * the browser plays its owner.
 */
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { Stripe } from 'stripe';
import type { OrderInput } from '../../server/index.ts';
import { startElementShop, type ElementShop } from './element-shop.ts';
import { keepLogs } from './logs.ts';

type Command = (shop: ElementShop, payload: never) => Promise<unknown>;

const commands: Record<string, Command> = {
  order: ({ order }, fields: Partial<OrderInput>) => order(fields),
  intents: ({ intents }, id: string) => intents(id),
  /** Starts a payment of a new order, without Stripe.js; gives what the page asks for it by. */
  async payment({ order, shop }, { method, ...fields }: Partial<OrderInput> & { method?: string }) {
    const { id, endpoint } = await order({ customer: { country: 'BE' }, ...fields });
    const { body } = await shop.intent(id, method);
    return { token: body.paymentToken, secret: body.clientSecret, endpoint };
  },
  /** Confirms it as Stripe.js does. A card that is declined is an outcome too. */
  async confirm({ shop }, { secret, method }: { secret: string; method: string }) {
    const mandate = {
      customer_acceptance: {
        type: 'online' as const,
        online: { ip_address: '127.0.0.1', user_agent: 'test' },
      },
    };
    const [id = ''] = secret.split('_secret_');
    const confirmed = shop.stripe.paymentIntents.confirm(id, {
      payment_method: method,
      return_url: 'https://shop.example/thanks',
      ...(method.startsWith('pm_sepaDebit') && { mandate_data: mandate }),
    });
    await confirmed.catch((error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
    });
    return true;
  },
};

export function checkoutServer(): TestRunnerPlugin {
  let shop: Promise<ElementShop> | undefined;
  return {
    name: 'checkout-server',
    serverStart() {
      keepLogs();
      shop = startElementShop();
    },
    async serverStop() {
      await (await shop)?.shop.stop();
    },
    async executeCommand({ command, payload }) {
      const [prefix, name = ''] = command.split(':');
      const run = commands[name];
      if (prefix !== 'shop' || !run || !shop) return undefined;
      return run(await shop, payload as never);
    },
  };
}
