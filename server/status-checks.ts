/**
 * What `/healthz` and `/readyz` look at.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Background } from './background.ts';
import type { Context } from './context.ts';
import type { StatusChecks } from './routes/status.ts';
import type { Account } from './settings/account.ts';

/** Stripe's account is read every ten minutes; a reading older than this was not for want of trying. */
const STALE_MS = 30 * 60 * 1000;

export function statusChecks(
  { store, credentials, stopping, now }: Context,
  { account, background }: { account: Account; background: Background },
): StatusChecks {
  return {
    alive: {
      workers() {
        const stuck = background.stuck();
        return stuck.length === 0 ? { ok: true } : { ok: false, detail: stuck.join(', ') };
      },
    },
    ready: {
      open: () => (stopping.aborted ? { ok: false, detail: 'stopping' } : { ok: true }),
      async database() {
        await sql`select count(*) from setting`.execute(store.db);
        return { ok: true };
      },
      keys: () => ({ ok: credentials().webhookSecrets.length > 0 }),
      async stripe() {
        // Known from before, where Stripe can't be asked now: payments go on with that.
        const { readAt } = await account.facts();
        return { ok: true, detail: now() - readAt > STALE_MS ? 'stale' : 'reachable' };
      },
    },
  };
}
