/** The sandbox as the demo's Stripe account, kept in a file from one run to the next. */
import path from 'node:path';
import type { Hono, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import type { CheckoutOptions } from '../server/index.ts';
import type { Country } from '../server/methods/index.ts';
import { readJson, writeJson } from './files.ts';
import { createSandboxApp, type SandboxApp } from './sandbox/app.ts';

/** Of the account that the sandbox plays. */
export const sandboxKeys = { publishableKey: 'pk_test_sandbox', secretKey: 'sk_test_sandbox' };

const webhookSchema = v.object({ id: v.string(), secret: v.string() });
type Webhook = v.InferOutput<typeof webhookSchema>;

/** Changes come in bursts, and one write is enough for each. */
const QUIET_MS = 200;

export interface SandboxAccount {
  sandbox: SandboxApp;
  stripe: NonNullable<CheckoutOptions['stripe']>;
  /** To be put before everything that can change the sandbox: what it knows is then saved. */
  saving: MiddlewareHandler;
  close: () => void;
}

interface SandboxAccountOptions {
  folder: string;
  /** Where browsers reach the demo. */
  url: string;
  /** Where it listens on this machine. */
  port: number;
  /** Of the account, when it is new. */
  country: Country;
}

export async function openSandboxAccount({
  folder,
  url,
  port,
  country,
}: SandboxAccountOptions): Promise<SandboxAccount> {
  const local = `http://127.0.0.1:${port}`;
  const file = path.join(folder, 'sandbox.json');
  const sandbox = createSandboxApp({
    country,
    state: readJson(file),
    // The checkout goes by the sandbox's clock.
    webhooks: { signatureTime: 'sandbox' },
  });

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    writeJson(file, sandbox.state.export());
  };

  // As on a shop's real domain: Apple Pay asks for it.
  await post(sandbox.app, '/v1/payment_method_domains', { domain_name: new URL(url).hostname });
  const webhook = await keepWebhook(sandbox.app, folder, `${local}/checkout/webhooks/stripe`);
  return {
    sandbox,
    stripe: {
      ...sandboxKeys,
      webhookSecret: webhook.secret,
      apiUrl: local,
      scriptUrl: `${url}/stripe.js`,
    },
    saving: async (c, next) => {
      await next();
      if (c.req.method !== 'GET' && !isClosed) timer ??= setTimeout(save, QUIET_MS);
    },
    close() {
      isClosed = true;
      sandbox.clock.stop();
      sandbox.webhooks.stop();
      save();
    },
  };
}

/** The endpoint of an earlier run, told of today's port, or a new one. Only at birth does it tell its secret. */
async function keepWebhook(app: Hono, folder: string, url: string): Promise<Webhook> {
  const file = path.join(folder, 'webhook.json');
  const known = v.safeParse(webhookSchema, readJson(file));
  if (known.success) {
    const updated = await post(app, `/v1/webhook_endpoints/${known.output.id}`, { url });
    if (updated.ok) return known.output;
  }
  const created = await post(app, '/v1/webhook_endpoints', {
    url,
    'enabled_events[]': '*',
    api_version: '2026-10-28.endive',
  });
  const webhook = v.parse(webhookSchema, await created.json());
  writeJson(file, webhook);
  return webhook;
}

const post = async (app: Hono, to: string, fields: Record<string, string>): Promise<Response> =>
  app.request(to, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sandboxKeys.secretKey}` },
    body: new URLSearchParams(fields),
  });
