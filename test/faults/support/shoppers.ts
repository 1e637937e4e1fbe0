/**
 * Shoppers and operators at work: orders are paid through the routes that a page uses and Stripe's own
 * confirm call, then captured, voided and refunded through the back office. Nobody gives up on an
 * error: what a shop's page or staff would try again is tried again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Intent, Session } from '../../../server/contract.ts';
import type { OperationDone, PaymentPage } from '../../../server/payments/admin-contract.ts';
import { codeOf, postJson, request, type Reply } from './http.ts';
import { orderId, type FaultOrder } from './orders.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

export interface Figures {
  payments: number;
  declines: number;
  /** Requests that were made again, after no answer or one that says to. */
  retries: number;
  captures: number;
  voids: number;
  refunds: number;
}

/** At work at the same time. */
const CROWD = 24;

/** The longest that anybody keeps trying. */
const PATIENCE_MS = 300_000;

/** What an operator is told who comes too late: another has done it, or is doing it. */
const REFUSALS = new Set(['invalid_state', 'operation_pending', 'amount_too_large']);

/** Whether the same request may fare better soon. */
const isPassing = (reply: Reply): boolean =>
  [0, 429].includes(reply.status) || reply.status >= 500 || codeOf(reply) === 'busy';

export const noFigures = (): Figures => ({
  payments: 0,
  declines: 0,
  retries: 0,
  captures: 0,
  voids: 0,
  refunds: 0,
});

/** Has `count` orders paid, each by a shopper of its own, and keeps count in `figures`. */
export async function shop(world: World, count: number, figures: Figures): Promise<void> {
  const gaveUp = new AbortController();
  let number = 0;
  async function serve(): Promise<void> {
    while (number < count && !gaveUp.signal.aborted) {
      number += 1;
      const random = world.random.fork(`shopper ${number}`);
      const order: FaultOrder = {
        number,
        amount: random.between(500, 50_000),
        capture: random.chance(0.25) ? 'manual' : 'automatic',
      };
      await new Visit(world, figures, random, order, gaveUp.signal).run();
    }
  }
  await Promise.all(Array.from({ length: CROWD }, serve)).catch((error: unknown) => {
    gaveUp.abort();
    throw error;
  });
}

class Visit {
  readonly #world: World;
  readonly #figures: Figures;
  readonly #random: Random;
  readonly #order: FaultOrder;
  readonly #giveUpAt = Date.now() + PATIENCE_MS;

  readonly #gaveUp: AbortSignal;

  constructor(
    world: World,
    figures: Figures,
    random: Random,
    order: FaultOrder,
    gaveUp: AbortSignal,
  ) {
    this.#world = world;
    this.#figures = figures;
    this.#random = random;
    this.#order = order;
    this.#gaveUp = gaveUp;
  }

  async run(): Promise<void> {
    const secondTab = this.#random.chance(0.2);
    await Promise.all([this.#pay('first'), ...(secondTab ? [this.#pay('second')] : [])]);
    this.#figures.payments += 1;
    if (this.#order.capture === 'manual') await this.#settleHold();
    else if (this.#random.chance(0.25)) await this.#refundTwice();
  }

  /** One of the processes, as a load balancer picks one. */
  get #server(): string {
    const [first, ...others] = this.#world.servers.map(({ url }) => url);
    return this.#random.pick([first ?? '', ...others]);
  }

  /** Goes round until the order is paid, as a shopper does who sees an error and presses again. */
  async #pay(tab: string): Promise<void> {
    const random = this.#random.fork(tab);
    const token = await this.#world.orderToken(orderId(this.#order));
    const cards = [
      ...(random.chance(0.15) ? ['pm_card_visa_chargeDeclined'] : []),
      ...(random.chance(0.05) ? ['pm_card_chargeDeclinedInsufficientFunds'] : []),
    ];
    for (let round = 0; ; round += 1) {
      await this.#pause(round, `tab ${tab}`);
      const page = `${this.#server}/orders/${token}`;
      const seen = await request(page);
      if (seen.status !== 200) continue;
      const session = seen.body as Session;
      if (session.payment && session.payment.state !== 'open') return;

      const card = session.methods.find(({ type }) => type === 'card');
      if (!card) continue;
      const opened = await postJson(`${page}/intent`, {
        method: 'card',
        country: 'BE',
        fingerprint: card.fingerprint,
      });
      if (codeOf(opened) === 'already_paid') return;
      if (opened.status !== 200) continue;
      const intent = opened.body as Intent;

      const confirmed = await this.#confirm(intent, cards[0] ?? 'pm_card_visa');
      if (confirmed.status === 402) {
        this.#figures.declines += 1;
        cards.shift();
      }
      if (confirmed.status !== 200) continue;
      // Most come back to the shop's page; some close the browser first.
      if (random.chance(0.7)) await request(`${this.#server}/payments/${intent.paymentToken}`);
      return;
    }
  }

  /** What Stripe.js sends. */
  #confirm({ clientSecret }: Intent, card: string): Promise<Reply> {
    const { sandbox } = this.#world;
    const [id = ''] = clientSecret.split('_secret_');
    return request(`${sandbox.url}/v1/payment_intents/${id}/confirm`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.publishableKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        client_secret: clientSecret,
        payment_method: card,
        return_url: 'https://shop.example/thanks',
      }).toString(),
    });
  }

  /** Captures all or a part of what is held, often by two operators at once, or lets it go. */
  async #settleHold(): Promise<void> {
    const { amount } = this.#order;
    const id = await this.#paymentId();
    if (this.#random.chance(0.15)) {
      await this.#operate(`${id}/void`, {}, 'anna');
      this.#figures.voids += 1;
      return;
    }
    const body = this.#random.chance(0.3) ? { amount: this.#random.between(1, amount) } : {};
    const operators = this.#random.chance(0.3) ? ['anna', 'ben'] : ['anna'];
    await Promise.all(operators.map((actor) => this.#operate(`${id}/capture`, body, actor)));
    this.#figures.captures += 1;
  }

  /** Two refunds of the same amount, which must not be taken for one. */
  async #refundTwice(): Promise<void> {
    const id = await this.#paymentId();
    const amount = this.#random.between(1, Math.floor(this.#order.amount / 2));
    await Promise.all(
      ['anna', 'ben'].map(async (actor) => {
        const key = { 'idempotency-key': `refund-${this.#order.number}` };
        await this.#operate(`${id}/refund`, { amount }, actor, key);
        this.#figures.refunds += 1;
      }),
    );
  }

  /** The order's payment in the back office, once it shows there as paid. */
  async #paymentId(): Promise<string> {
    for (let round = 0; ; round += 1) {
      await this.#pause(round, 'looking for the payment');
      const found = await request(`${this.#server}/admin/payments?q=${orderId(this.#order)}`);
      if (found.status !== 200) continue;
      const { payments } = found.body as PaymentPage;
      const live = payments.find(({ state }) => state === 'authorized' || state === 'paid');
      if (live) return live.id;
      // The webhook may be lost: the operator presses "refresh".
      const open = payments.find(({ state }) => state === 'open');
      if (open && round > 5) await this.#operate(`${open.id}/sync`, {}, 'anna');
    }
  }

  /** Repeats the operation until it is answered: done, under way, or no longer to be done. */
  async #operate(
    action: string,
    body: object,
    actor: string,
    key: Record<string, string> = {},
  ): Promise<OperationDone | undefined> {
    let reply: Reply | undefined;
    for (let round = 0; ; round += 1) {
      await this.#pause(round, `${action}: ${reply?.status} ${(reply && codeOf(reply)) ?? ''}`);
      reply = await postJson(`${this.#server}/admin/payments/${action}`, body, {
        authorization: actor,
        ...key,
      });
      if (reply.status === 200 || reply.status === 202) return reply.body as OperationDone;
      const code = codeOf(reply) ?? '';
      if (REFUSALS.has(code)) return undefined;
      if (!isPassing(reply)) throw new Error(`${action}: ${reply.status} ${code}`);
    }
  }

  async #pause(round: number, doing: string): Promise<void> {
    this.#gaveUp.throwIfAborted();
    if (round === 0) return;
    if (Date.now() > this.#giveUpAt) {
      throw new Error(`${orderId(this.#order)}: no end after ${round} tries: ${doing}`);
    }
    this.#figures.retries += 1;
    await wait(this.#random.between(50, 300) * Math.min(round, 5));
  }
}
