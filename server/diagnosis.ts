/**
 * What is wrong with the shop's checkout, and how it is mended.
 *
 * @module
 */
import type { Context } from './context.ts';
import { readQueues, type QueueReading } from './metrics.ts';
import { holdsAtRisk } from './payments/holds.ts';
import type { Account } from './settings/account.ts';
import type {
  CredentialCheck,
  Diagnosis,
  DomainsView,
  Problem,
  WebhookView,
} from './settings/admin-contract.ts';
import type { Inspection } from './settings/inspection.ts';
import { error, warning } from './settings/problems.ts';

const MINUTE = 60_000;

/** What stands in a queue for longer is not merely busy. */
const BACKLOG_MS = 5 * MINUTE;

/** A webhook's signature is good for five minutes. */
const CLOCK_OFF_MS = MINUTE;
const CLOCK_WRONG_MS = 4 * MINUTE;

/** How old what was found at Stripe may be. Keys seldom change, and are known to work by their use. */
const FRESH_MS = 10 * MINUTE;
const KEYS_FRESH_MS = 24 * 60 * MINUTE;

/** Stripe's account is read every ten minutes; a reading older than this was not for want of trying. */
const STALE_MS = 30 * MINUTE;

export interface Inspections {
  credentials: Inspection<CredentialCheck>;
  webhook: Inspection<WebhookView>;
  domains: Inspection<DomainsView>;
}

type Area = Diagnosis['checks'][number]['area'];

interface Finding {
  problems: Problem[];
  /** What there is to say when nothing is wrong. */
  well: string;
}

/** @param fresh asks Stripe now, whatever is known from a few minutes ago. */
export async function diagnose(
  context: Context,
  { account, inspections }: { account: Account; inspections: Inspections },
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Diagnosis> {
  const maxAge = fresh ? 0 : FRESH_MS;
  const found: Record<Area, Promise<Finding>> = {
    keys: keys(context, account, inspections, fresh ? 0 : KEYS_FRESH_MS),
    webhook: webhook(inspections, maxAge),
    domains: domains(inspections, maxAge),
    events: queue(context, ['inbox', 'sync'], 'Every event is followed up.'),
    notifications: notifications(context),
    payments: payments(context),
    clock: clock(account),
  };
  const areas = await Promise.all(
    Object.entries(found).map(async ([area, finding]) => [area as Area, await finding] as const),
  );
  const problems = areas.flatMap(([, finding]) => finding.problems).sort(worstFirst);
  return {
    checkedAt: context.now(),
    ok: problems.every(({ severity }) => severity !== 'error'),
    problems,
    checks: areas.map(([area, { problems: own, well }]) => ({
      area,
      ok: own.length === 0,
      words: own[0]?.words ?? well,
    })),
  };
}

const WEIGHT: Record<Problem['severity'], number> = { error: 0, warning: 1, info: 2 };

const worstFirst = (a: Problem, b: Problem): number => WEIGHT[a.severity] - WEIGHT[b.severity];

async function keys(
  { now }: Context,
  account: Account,
  { credentials }: Inspections,
  maxAge: number,
): Promise<Finding> {
  const { problems, account: owner, livemode } = await credentials.within(maxAge);
  const mode = livemode ? 'live' : 'test';
  const well = `The ${mode} keys of ${owner?.id ?? 'the account'} work.`;
  // Asked since, in the background: what the check found then may have changed.
  const facts = await account.facts().catch(() => undefined);
  const isStale = facts !== undefined && now() - facts.readAt > STALE_MS;
  if (problems.length > 0 || !isStale) return { problems, well };
  const words = 'Stripe has not answered for half an hour.';
  return { well, problems: [error('stripe_unreachable', words, 'see_server')] };
}

async function webhook({ webhook: inspection }: Inspections, maxAge: number): Promise<Finding> {
  const { problems, status } = await inspection.within(maxAge);
  const well =
    status === 'manual'
      ? 'A signing secret is set; the endpoint is looked after elsewhere.'
      : 'The webhook is as it should be.';
  return { problems, well };
}

async function domains({ domains: inspection }: Inspections, maxAge: number): Promise<Finding> {
  const found = await inspection.within(maxAge);
  const registered = found.domains.filter(({ id, enabled }) => id !== null && enabled).length;
  return { problems: found.problems, well: `${registered} domains are registered for wallets.` };
}

async function queue(
  { store, now }: Context,
  names: readonly string[],
  well: string,
): Promise<Finding> {
  const readings = await readQueues(store, now());
  const late = readings.filter(
    ({ queue: name, oldest }) =>
      names.includes(name) && oldest !== null && now() - oldest > BACKLOG_MS,
  );
  return { well, problems: late.map((reading) => backlog(reading, now())) };
}

function backlog({ queue: name, count, oldest }: QueueReading, now: number): Problem {
  const minutes = Math.round((now - (oldest ?? now)) / MINUTE);
  const what = { inbox: 'events', sync: 'payments to be read anew', outbox: 'notifications' }[name];
  const words = `${count} ${what ?? name} have been waiting, the oldest for ${minutes} minutes.`;
  return warning(`${name}_backlog`, words, 'see_server');
}

async function notifications(context: Context): Promise<Finding> {
  const { store } = context;
  const waiting = await queue(context, ['outbox'], 'The shop is told of every change.');
  const parked = await store.db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'parked')
    .executeTakeFirstOrThrow();
  const { count } = parked;
  if (count === 0) return waiting;
  const words = `${count} notifications were given up: the shop does not know of those changes.`;
  return {
    ...waiting,
    problems: [error('notifications_parked', words, 'resend_notifications'), ...waiting.problems],
  };
}

async function payments(context: Context): Promise<Finding> {
  const { store } = context;
  const alarms = await store.db
    .selectFrom('alarm')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  const { count } = alarms;
  const atRisk = await holdsAtRisk(context);
  return {
    well: 'No payment needs attention.',
    problems: [
      ...(count > 0
        ? [error('alarms', `${count} payments are not as our books say.`, 'review_alarms')]
        : []),
      ...(atRisk > 0
        ? [
            warning(
              'holds_expiring',
              `${atRisk} holds end within a day, and nothing captures them by itself.`,
              'review_holds',
            ),
          ]
        : []),
    ],
  };
}

async function clock(account: Account): Promise<Finding> {
  const well = 'The clock agrees with Stripe’s.';
  // Without keys or without Stripe there is nothing to compare with: that is told elsewhere.
  const facts = await account.facts().catch(() => undefined);
  const ahead = facts?.clockAhead ?? 0;
  if (Math.abs(ahead) < CLOCK_OFF_MS) return { well, problems: [] };
  const seconds = Math.round(Math.abs(ahead) / 1000);
  const words = `The clock is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} Stripe’s; at 300, webhooks are refused.`;
  const found = Math.abs(ahead) < CLOCK_WRONG_MS ? warning : error;
  return { well, problems: [found('clock_skew', words, 'set_clock')] };
}
