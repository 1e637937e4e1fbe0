/**
 * The operator's side put together: keys, webhook, wallet domains, and what is wrong with them. The back
 * office's routes and the command line do the same things through it.
 *
 * @module
 */
import type { Context } from './context.ts';
import { diagnose } from './diagnosis.ts';
import { captureBeforeExpiry } from './payments/holds.ts';
import type { Account } from './settings/account.ts';
import type {
  CredentialCheck,
  CredentialCheckRequest,
  CredentialsRequest,
  CredentialsView,
  Diagnosis,
  DomainsDone,
  DomainsView,
  WebhookDone,
  WebhookView,
} from './settings/admin-contract.ts';
import {
  changeCredentials,
  checkCurrent,
  checkEntered,
  credentialsView,
} from './settings/credential-change.ts';
import type { CredentialStore } from './settings/credentials.ts';
import { createInspection } from './settings/inspection.ts';
import { methodReport } from './settings/method-report.ts';
import type { MethodQuery, MethodReport } from './settings/method-report-contract.ts';
import { inspectDomains, registerDomains } from './wallets/domains.ts';
import { createSeenHosts, type SeenHosts } from './wallets/seen-hosts.ts';
import { inspectWebhook } from './webhooks/endpoint.ts';
import { generateWebhook } from './webhooks/generate.ts';

const MINUTE = 60_000;

/** What somebody looks at may be so old. */
const LOOK_MS = 10_000;

/** A process that has just started has better things to do than to look for drift. */
const FIRST_MS = MINUTE;
const DRIFT_MS = 10 * MINUTE;
const KEYS_MS = 24 * 60 * MINUTE;

/** Who asks: written to the audit trail. */
interface By {
  actor: string;
}

interface Look {
  fresh?: boolean;
}

export interface Configuration {
  credentials: {
    view: () => Promise<CredentialsView>;
    change: (request: CredentialsRequest, actor: string) => Promise<CredentialsView>;
    /** Asks Stripe about keys; without any, about those in force. Changes nothing. */
    check: (request: CredentialCheckRequest) => Promise<CredentialCheck>;
  };
  webhook: {
    /** As it was a few seconds ago; `fresh` asks Stripe now. */
    inspect: (options?: Look) => Promise<WebhookView>;
    /** Makes the endpoint, repairs it, or with `rotate` replaces it. */
    generate: (request: By & { rotate?: boolean }) => Promise<WebhookDone>;
  };
  domains: {
    inspect: (options?: Look) => Promise<DomainsView>;
    /** Registers every host that is configured or was seen, or those that are named. */
    register: (request: By & { hosts?: readonly string[] | undefined }) => Promise<DomainsDone>;
  };
  /** What is wrong, and how it is mended. `fresh` asks Stripe now. */
  diagnose: (options?: Look) => Promise<Diagnosis>;
  /** What a shopper would see, and why the rest is hidden. */
  methods: (query: MethodQuery) => Promise<MethodReport>;
  seen: SeenHosts;
  /** By name: done every few seconds, each at its own pace. */
  chores: (turn: () => Promise<void>) => Record<string, () => Promise<unknown>>;
}

const age = ({ fresh = false }: Look = {}): number => (fresh ? 0 : LOOK_MS);

export function createConfiguration(
  context: Context,
  { keys, account }: { keys: CredentialStore; account: Account },
): Configuration {
  const { now } = context;
  const startedAt = now();
  const seen = createSeenHosts(context);
  const inspections = {
    credentials: createInspection(context, 'credentials', () => checkCurrent(context, keys)),
    webhook: createInspection(context, 'webhook', () => inspectWebhook(context, keys)),
    domains: createInspection(context, 'domains', () => inspectDomains(context, { keys, seen })),
  };
  const services = { keys, account, check: inspections.credentials };
  const view = () => credentialsView(context, services);

  return {
    seen,
    credentials: {
      view,
      async change(request, actor) {
        await changeCredentials(context, services, request, actor);
        return view();
      },
      check: (request) => checkEntered(context, services, request),
    },
    webhook: {
      inspect: (options) => inspections.webhook.within(age(options)),
      generate: ({ actor, rotate = false }) =>
        generateWebhook(context, { keys, inspection: inspections.webhook }, { actor, rotate }),
    },
    domains: {
      inspect: (options) => inspections.domains.within(age(options)),
      register: ({ actor, hosts }) =>
        registerDomains(context, { keys, seen, inspection: inspections.domains }, { actor, hosts }),
    },
    diagnose: (options) => diagnose(context, { account, inspections }, options),
    methods: (query) => methodReport(context, account, query),
    chores: (turn) => ({
      settings: () => keys.load(),
      'seen hosts': () => seen.keep(),
      'expiring holds': () => captureBeforeExpiry(context, turn),
      async drift() {
        if (now() - startedAt < FIRST_MS || keys.source() === 'none') return;
        await turn();
        await inspections.webhook.within(DRIFT_MS);
        await turn();
        await inspections.domains.within(DRIFT_MS);
        await inspections.credentials.within(KEYS_MS);
      },
    }),
  };
}
