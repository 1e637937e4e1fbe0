/**
 * Orders of a shop that is another program: asked for by signed posts to one URL of its own.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { SignedPost } from '../signed-http.ts';
import type { OrderInput, OrderSource, QuoteInput } from './order.ts';

/** Shorter than the time that a page waits for the shop. */
const TIMEOUT_MS = 8_000;

/**
 * Each question is `{ type, timestamp, data }`: `order.find` with `{ id }`, `order.quote` with
 * `{ id, address, rate }`, `order.accept` with `{ id, delivery }`. The shop answers 200 with the order,
 * or the quote; 404 when there is no such order; 501 when it takes no part in a delivery.
 */
export function remoteOrders(post: SignedPost): OrderSource {
  async function ask(type: string, data: object): Promise<unknown> {
    const { status, body } = await post({
      id: `ask_${randomUUID()}`,
      body: { type, timestamp: new Date().toISOString(), data },
      timeoutMs: TIMEOUT_MS,
    });
    if (status === 404 || status === 501) return status;
    if (status !== 200) throw new Error(`the shop answered ${type} with ${status}`);
    return JSON.parse(body);
  }

  const find = async (id: string): Promise<OrderInput | null> => {
    const answer = await ask('order.find', { id });
    return answer === 404 ? null : (checkObject(answer) as OrderInput);
  };

  return {
    find,
    quote: async (id, delivery) =>
      checkObject(await ask('order.quote', { id, ...delivery })) as QuoteInput,
    accept: async (id, delivery) => {
      const answer = await ask('order.accept', { id, delivery });
      const order = answer === 501 ? await find(id) : (checkObject(answer) as OrderInput);
      if (order === null) throw new Error(`the shop no longer knows the order ${id}`);
      return order;
    },
  };
}

/** Whether it is really an order, or a quote, is checked where every shop's answers are. */
function checkObject(answer: unknown): object {
  if (typeof answer !== 'object' || answer === null) {
    throw new Error(`the shop answered ${JSON.stringify(answer)}`);
  }
  return answer;
}
