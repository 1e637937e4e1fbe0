/**
 * Asks the shop about its orders, and trusts nothing that it answers unseen.
 *
 * @module
 */
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { CheckoutError } from '../checkout-error.ts';
import {
  orderSchema,
  quoteSchema,
  type Address,
  type Delivery,
  type Order,
  type Quote,
} from './order.ts';

/** The longest that a shopper is kept waiting for the shop. */
const PATIENCE_MS = 10_000;

/** @throws {@link CheckoutError} `order_not_found`, `shop_unavailable` */
export async function findOrder(context: Context, id: string): Promise<Order> {
  const { orders } = context.settings;
  const found = await ask(context, 'orders.find', () => orders.find(id));
  if (!found) throw new CheckoutError('order_not_found');
  return checked(context, 'orders.find', orderOf(id), found);
}

/** @throws {@link CheckoutError} `quote_unavailable`, `address_unserviceable`, `shop_unavailable` */
export async function quoteOrder(
  context: Context,
  id: string,
  delivery: { address: Address; rate?: string },
): Promise<Quote> {
  const { orders } = context.settings;
  if (!orders.quote) throw new CheckoutError('quote_unavailable');
  const quoted = await ask(context, 'orders.quote', () => orders.quote?.(id, delivery));
  const quote = checked(context, 'orders.quote', quoteSchema, quoted);
  if (quote.rates.length === 0) throw new CheckoutError('address_unserviceable');
  return quote;
}

/** The order at the price that it has when delivered so. A shop that asks for no delivery is not told. */
export async function acceptDelivery(
  context: Context,
  id: string,
  delivery: Delivery,
): Promise<Order> {
  const { orders } = context.settings;
  if (!orders.accept) return findOrder(context, id);
  const accepted = await ask(context, 'orders.accept', () => orders.accept?.(id, delivery));
  return checked(context, 'orders.accept', orderOf(id), accepted);
}

const orderOf = (id: string) =>
  v.pipe(
    orderSchema,
    v.check((order) => order.id === id, 'is not the order that was asked for'),
  );

async function ask<T>(
  context: Context,
  what: string,
  call: () => T | Promise<T>,
): Promise<Awaited<T>> {
  const waiting = new AbortController();
  try {
    return await Promise.race([
      // One that throws at once must fail like one that rejects.
      Promise.resolve().then(call),
      setTimeout(PATIENCE_MS, undefined, { signal: waiting.signal }).then(() => {
        throw new Error(`no answer within ${PATIENCE_MS} ms`);
      }),
    ]);
  } catch (error) {
    throw unavailable(context, what, error);
  } finally {
    waiting.abort();
  }
}

function checked<Schema extends v.GenericSchema>(
  context: Context,
  what: string,
  schema: Schema,
  answer: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`,
  );
  throw unavailable(context, what, new TypeError(problems.join('; ')));
}

function unavailable(context: Context, what: string, cause: unknown): CheckoutError {
  context.log.error({ callback: what, err: cause }, 'the shop could not be asked');
  return new CheckoutError('shop_unavailable', { cause });
}
