/**
 * Operators who are signed in with a browser. The cookie holds a random key; all else is kept here.
 *
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { commit, transaction } from '../store/commit.ts';
import { recordAudit } from './audit.ts';
import type { Operator } from './scopes.ts';
import { isGood, scopesOf } from './tokens.ts';

const MINUTE = 60_000;
/** A session ends this long after it began, whatever happens. */
export const SESSION_LASTS = 8 * 60 * MINUTE;
/** And this long after its last request. */
const SESSION_IDLE = 30 * MINUTE;

export interface OperatorSession extends Operator {
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export interface OperatorSessions {
  /** Signs in; returns what the cookie is to hold. */
  open: (actor: string) => Promise<string>;
  /** Whose session the key opens, as long as it and their token are good. */
  find: (key: string) => Promise<OperatorSession | undefined>;
  close: (key: string) => Promise<void>;
}

export function createOperatorSessions({
  store: { db },
  now,
}: Pick<Context, 'store' | 'now'>): OperatorSessions {
  return {
    async open(actor) {
      const key = randomBytes(32).toString('base64url');
      const at = now();
      await transaction(db, 'operator-session', async (trx) => {
        await trx
          .deleteFrom('operator_session')
          .where((row) =>
            row.or([
              row('seen_at', '<', at - SESSION_IDLE),
              row('created_at', '<', at - SESSION_LASTS),
            ]),
          )
          .execute();
        await trx
          .insertInto('operator_session')
          .values({ id: digest(key), operator_id: actor, created_at: at, seen_at: at })
          .execute();
        await recordAudit(trx, { actor, action: 'signed_in' }, at);
      });
      return key;
    },

    async find(key) {
      const id = digest(key);
      const row = await db
        .selectFrom('operator_session as session')
        .innerJoin('operator', 'operator.id', 'session.operator_id')
        .select([
          'operator.id',
          'operator.scopes',
          'operator.expires_at',
          'operator.revoked_at',
          'session.created_at',
          'session.seen_at',
        ])
        .where('session.id', '=', id)
        .executeTakeFirst();
      const at = now();
      if (!row || !isGood(row, at)) return undefined;
      const expiresAt = row.created_at + SESSION_LASTS;
      if (at >= expiresAt || at - row.seen_at >= SESSION_IDLE) return undefined;
      // Once a minute is enough, and spares a write for each request.
      if (at - row.seen_at >= MINUTE) {
        await commit('operator-session', () =>
          db.updateTable('operator_session').set({ seen_at: at }).where('id', '=', id).execute(),
        );
      }
      return { actor: row.id, scopes: scopesOf(row), expiresAt };
    },

    async close(key) {
      await commit('operator-session', () =>
        db.deleteFrom('operator_session').where('id', '=', digest(key)).execute(),
      );
    },
  };
}

/** What is stored, so that a copy of the table opens nothing. */
const digest = (key: string): string => createHash('sha256').update(key).digest('base64url');
