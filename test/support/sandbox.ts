/** A sandbox for one test file, with Stripe's SDK as its client. */
import { Stripe } from 'stripe';
import { startSandbox, type Sandbox, type StartOptions } from '../../demo/sandbox/index.ts';
import { endAction, type ActionOutcome } from '../../demo/sandbox/payments/attempts.ts';
import { endSetupAction } from '../../demo/sandbox/payments/setup-confirmation.ts';
import { sandboxClient } from './sandbox-client.ts';

export interface TestSandbox extends Sandbox {
  stripe: Stripe;
  /** A client with another key. */
  client(key: string): Stripe;
  /** The types of all events since the last call, oldest first. */
  newEvents(): string[];
  /** What the shopper does on the page of the bank or in the challenge. */
  endAction(intent: string, outcome: ActionOutcome, key?: string): void;
  /** A call as it goes over the wire. */
  call(
    method: string,
    path: string,
    init?: { body?: string; key?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Headers; json: Record<string, unknown> }>;
}

export async function startTestSandbox(options: StartOptions = {}): Promise<TestSandbox> {
  const sandbox = await startSandbox({ port: 0, time: 'manual', ...options });
  const client = (key: string): Stripe =>
    sandboxClient(sandbox, key, { httpClient: Stripe.createFetchHttpClient() });
  const account = sandbox.accounts.find(sandbox.secretKey)?.account;
  if (!account) throw new Error('the sandbox does not know its own key');
  let seen = 0;
  return {
    ...sandbox,
    stripe: client(sandbox.secretKey),
    client,
    newEvents() {
      const events = [...account.state.events].slice(seen);
      seen += events.length;
      return events.map(({ type }) => type);
    },
    endAction(intent, outcome, key = sandbox.secretKey) {
      const owner = sandbox.accounts.find(key)?.account ?? account;
      const context = sandbox.contextOf(owner);
      if (intent.startsWith('seti_')) endSetupAction(context, intent, outcome);
      else endAction(context, intent, outcome);
    },
    async call(method, path, { body, key = sandbox.secretKey, headers = {} } = {}) {
      const response = await fetch(new URL(path, sandbox.url), {
        method,
        headers: {
          ...(key !== '' && { Authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      });
      const json = (await response.json()) as Record<string, unknown>;
      return { status: response.status, headers: response.headers, json };
    },
  };
}
