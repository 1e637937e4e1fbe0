/** Samples that are parts of a program: they compile, given what the text around them speaks of. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { manual } from './support/markdown.ts';
import { createProject } from './support/project.ts';

/** What a reader takes for granted. */
const GIVEN = `
  type Server = typeof import('tender/server');
  type Input = import('tender/server').OrderInput;
  type Quote = import('tender/server').QuoteInput;
  type Rate = Quote['rates'][number];
  type Delivery = import('tender/server').Delivery;

  declare const createCheckout: Server['createCheckout'];
  declare const checkout: import('tender/server').Checkout;
  declare const options: import('tender/server').CheckoutOptions;
  declare const app: import('hono').Hono;
  declare const sandbox: import('tender/sandbox').Sandbox;
  declare const stripe: import('stripe').Stripe;
  declare const page: import('@playwright/test').Page;
  declare const account: { capabilities: Record<string, string> };
  declare const publishableKey: string, secretKey: string, webhookSecret: string, secret: string;
  declare const paymentId: string, shipmentId: string, returnId: string;
  declare const shop: {
    findOrder: (id: string) => Promise<Input | null>;
    markPaid: (id: string, total?: number) => Promise<void>;
    bookRefund: (id: string, refund: string, delta: number) => Promise<void>;
    once: (id: string, work: () => Promise<void>) => Promise<void>;
    ratesTo: (id: string, country: string) => Promise<Rate[]>;
    totalWith: (id: string, rate: Rate | undefined) => Promise<number>;
    deliverTo: (id: string, delivery: Delivery) => Promise<Input>;
    userOf: (request: Request) => Promise<{ email: string; isStaff: boolean } | undefined>;
  };
`;

const fragments = manual.flatMap(({ path, samples }) =>
  samples
    .filter(({ language, file }) => ['ts', 'js'].includes(language) && file === '')
    .map(({ code, line }) => [`${path}:${line}.ts`, `${code}\nexport {};\n`] as const),
);

describe('samples without a file', () => {
  it('have no type errors', () => {
    assert.ok(fragments.length > 5);
    using project = createProject({ 'given.d.ts': GIVEN, ...Object.fromEntries(fragments) });
    assert.equal(project.typeErrors(), '');
  });
});
