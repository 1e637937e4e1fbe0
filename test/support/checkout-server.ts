/**
 * For the component tests: a shop for as long as the test runner runs, and commands by which a test in
 * the browser plays its owner.
 */
import type { TestRunnerPlugin } from '@web/test-runner-core';
import type { OrderInput } from '../../server/index.ts';
import { startElementShop, type ElementShop } from './element-shop.ts';

type Command = (shop: ElementShop, payload: never) => Promise<unknown>;

const commands: Record<string, Command> = {
  order: ({ order }, fields: Partial<OrderInput>) => order(fields),
  intents: ({ intents }, id: string) => intents(id),
};

export function checkoutServer(): TestRunnerPlugin {
  let shop: Promise<ElementShop> | undefined;
  return {
    name: 'checkout-server',
    serverStart() {
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
