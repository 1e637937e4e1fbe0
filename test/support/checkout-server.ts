/**
 * For the component tests: a checkout server and the sandbox behind it on ports of their own, for as
 * long as the test runner runs, and commands by which a test in the browser plays the shop.
 */
import type { TestRunnerPlugin } from '@web/test-runner-core';
import type { OrderInput, QuoteInput } from '../../server/index.ts';
import { startShop, type Shop } from '../server/support/shop.ts';

/** What a test gets for an order: what a shop writes into its page. */
export interface OrderOnPage {
  id: string;
  /** The element's `order`. */
  token: string;
  /** The element's `endpoint`. */
  endpoint: string;
}

type Command = (shop: Shop, payload: never) => Promise<unknown>;

const orders = new Map<string, OrderInput>();

const commands: Record<string, Command> = {
  /** Makes an order, or changes one: 42 € and open unless told otherwise. */
  async order({ checkout, url }, fields: Partial<OrderInput>): Promise<OrderOnPage> {
    const id = fields.id ?? `order-${orders.size + 1}`;
    const old = orders.get(id) ?? { id, amount: 4200, currency: 'eur', status: 'open' as const };
    orders.set(id, { ...old, ...fields });
    return { id, token: await checkout.orderToken(id), endpoint: url };
  },
  /** What Stripe has of an order's payments: status and amount. */
  async intents({ stripe }, id: string) {
    const { data } = await stripe.paymentIntents.list({ limit: 100 });
    return data
      .filter(({ metadata }) => metadata.tender_order === id)
      .map(({ status, amount }) => ({ status, amount }));
  },
};

/** Delivery costs 5 €, or 9 € by express; nobody delivers to Antarctica. */
function quote(id: string, delivery: { address: { country: string }; rate?: string }): QuoteInput {
  const { amount = 0 } = orders.get(id) ?? {};
  const rates = [
    { id: 'standard', label: 'Standard', amount: 500 },
    { id: 'fast', label: 'Fast', amount: 900 },
  ];
  const chosen = rates.find((rate) => rate.id === delivery.rate) ?? rates[0];
  return {
    amount: amount + (chosen?.amount ?? 0),
    rates: delivery.address.country === 'AQ' ? [] : rates,
  };
}

export function checkoutServer(): TestRunnerPlugin {
  let shop: Promise<Shop> | undefined;
  return {
    name: 'checkout-server',
    serverStart() {
      shop = startShop({
        database: ':memory:',
        checkout: { orders: { find: (id) => orders.get(id) ?? null, quote } },
      });
    },
    async serverStop() {
      await (await shop)?.stop();
    },
    async executeCommand({ command, payload }) {
      const [prefix, name = ''] = command.split(':');
      const run = commands[name];
      if (prefix !== 'shop' || !run || !shop) return undefined;
      return run(await shop, payload as never);
    },
  };
}
