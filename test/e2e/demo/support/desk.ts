/** Behind the counter of a demo: what Stripe has, what the operator can do, what the sandbox can be told. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Stripe from 'stripe';
import type { PaymentDetail, PaymentPage, PaymentSummary } from '../../../../server/index.ts';
import { urlOf, type Place } from './where.ts';

export interface Desk {
  url: string;
  /** What Stripe has of an order, oldest first. */
  intents: (order: string) => Promise<Stripe.PaymentIntent[]>;
  /** What was taken for an order, in all its payments, and how many of them took something. */
  charged: (order: string) => Promise<{ amount: number; times: number }>;
  /** The order's newest payment, as the back office shows it. */
  payment: (order: string) => Promise<PaymentSummary>;
  history: (order: string) => Promise<PaymentDetail>;
  /** The back office's login, as the console shows it. */
  token: () => string;
  /** Asks the back office's HTTP API. */
  operator: <T>(method: 'GET' | 'POST' | 'PUT', to: string, body?: object) => Promise<T>;
  /** Asks the sandbox's own HTTP API. */
  sandbox: <T>(method: 'GET' | 'POST' | 'DELETE', to: string, body?: object) => Promise<T>;
}

export function deskOf(place: Place): Desk {
  const url = urlOf(place);
  const stripe = new Stripe('sk_test_sandbox', {
    host: '127.0.0.1',
    port: place.port,
    protocol: 'http',
    telemetry: false,
  });
  const token = (): string => {
    const file = path.join(place.folder, 'sandbox/keys.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { operatorToken: string }).operatorToken;
  };

  async function ask<T>(
    method: string,
    to: string,
    body: object | undefined,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(url + to, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${to}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const operator: Desk['operator'] = (method, to, body) =>
    ask(method, `/checkout/admin${to}`, body, { Authorization: `Bearer ${token()}` });

  const intents: Desk['intents'] = async (order) => {
    const { data } = await stripe.paymentIntents.search({
      query: `metadata['tender_order']:'${order}'`,
      limit: 100,
    });
    return data.toSorted((a, b) => a.created - b.created);
  };

  const payment: Desk['payment'] = async (order) => {
    const { payments } = await operator<PaymentPage>('GET', `/payments?q=${order}`);
    const [newest] = payments;
    if (!newest) throw new Error(`order ${order} has no payment`);
    return newest;
  };

  return {
    url,
    token,
    intents,
    payment,
    operator,
    async charged(order) {
      const taken = (await intents(order)).filter((intent) => intent.amount_received > 0);
      const amount = taken.reduce((sum, intent) => sum + intent.amount_received, 0);
      return { amount, times: taken.length };
    },
    history: async (order) =>
      operator<PaymentDetail>('GET', `/payments/${(await payment(order)).id}`),
    sandbox: (method, to, body) => ask(method, `/_sandbox${to}`, body),
  };
}
