/**
 * Operator tokens: `tdr_<id>_<secret>`. Shown once; the secret part is kept as a scrypt hash alone.
 *
 * @module
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Context } from '../context.ts';
import { transaction } from '../store/commit.ts';
import type { OperatorRow } from '../store/schema.ts';
import { recordAudit } from './audit.ts';
import type { NewOperator, OperatorToken } from './contract.ts';
import { SCOPES, type Operator, type Scope } from './scopes.ts';

export interface OperatorTokens {
  /** Makes a token. It can't be shown again. */
  create: (
    operator: NewOperator,
    by: string,
  ) => Promise<{ token: string; operator: OperatorToken }>;
  list: () => Promise<OperatorToken[]>;
  /** Ends a token and its sessions at once; `undefined` when there is none, or it was revoked before. */
  revoke: (id: string, by: string) => Promise<OperatorToken | undefined>;
  /** Whose token this is, as long as it is good. */
  verify: (token: string) => Promise<Operator | undefined>;
}

const TOKEN = /^(?<id>tdr_[0-9a-f]{16})_(?<secret>[\w-]{43})$/;
const SECRET_BYTES = 32;
/** About 30 ms and 16 MB. A token's secret is random, so this guards a stolen table, not a guess. */
const COST = { N: 16_384, r: 8, p: 1 };
const HASH_BYTES = 32;
/** How many verified tokens are remembered, so that a client's next request need not pay for scrypt. */
const MOST_REMEMBERED = 200;

const hashed = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

export function createOperatorTokens({
  store: { db },
  now,
}: Pick<Context, 'store' | 'now'>): OperatorTokens {
  /** The digests of tokens that scrypt has already agreed to, and the hash that it agreed with. */
  const verified = new Map<string, string>();

  async function agrees(token: string, secret: string, row: OperatorRow): Promise<boolean> {
    const digest = createHash('sha256').update(token).digest('base64url');
    if (verified.get(digest) === row.hash) return true;
    const expected = Buffer.from(row.hash, 'base64url');
    const given = await hashed(secret, Buffer.from(row.salt, 'base64url'), HASH_BYTES, COST);
    if (!timingSafeEqual(given, expected)) return false;
    const [oldest] = verified.keys();
    if (verified.size >= MOST_REMEMBERED && oldest !== undefined) verified.delete(oldest);
    verified.set(digest, row.hash);
    return true;
  }

  return {
    async create({ name, scopes, expiresAt }, by) {
      const id = `tdr_${randomBytes(8).toString('hex')}`;
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const salt = randomBytes(16);
      const row: OperatorRow = {
        id,
        name,
        scopes: SCOPES.filter((scope) => scopes.includes(scope)).join(' '),
        salt: salt.toString('base64url'),
        hash: (await hashed(secret, salt, HASH_BYTES, COST)).toString('base64url'),
        created_by: by,
        created_at: now(),
        expires_at: expiresAt ?? null,
        revoked_at: null,
      };
      await transaction(db, 'operator', async (trx) => {
        await trx.insertInto('operator').values(row).execute();
        const detail = { operator: id, name, scopes: row.scopes };
        await recordAudit(trx, { actor: by, action: 'operator_created', detail }, now());
      });
      return { token: `${id}_${secret}`, operator: listed(row) };
    },

    async list() {
      const rows = await db.selectFrom('operator').selectAll().orderBy('created_at').execute();
      return rows.map(listed);
    },

    revoke: (id, by) =>
      transaction(db, 'operator', async (trx) => {
        const row = await trx
          .updateTable('operator')
          .set({ revoked_at: now() })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!row) return undefined;
        await trx.deleteFrom('operator_session').where('operator_id', '=', id).execute();
        const detail = { operator: id, name: row.name };
        await recordAudit(trx, { actor: by, action: 'operator_revoked', detail }, now());
        return listed(row);
      }),

    async verify(token) {
      const { id, secret } = TOKEN.exec(token)?.groups ?? {};
      if (id === undefined || secret === undefined) return undefined;
      const row = await db
        .selectFrom('operator')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row || !isGood(row, now()) || !(await agrees(token, secret, row))) return undefined;
      return { actor: row.id, scopes: scopesOf(row) };
    },
  };
}

/** Whether the token may still be used. */
export const isGood = (row: Pick<OperatorRow, 'revoked_at' | 'expires_at'>, at: number): boolean =>
  row.revoked_at === null && (row.expires_at === null || row.expires_at > at);

export const scopesOf = ({ scopes }: Pick<OperatorRow, 'scopes'>): Scope[] =>
  SCOPES.filter((scope) => scopes.split(' ').includes(scope));

const listed = (row: OperatorRow): OperatorToken => ({
  id: row.id,
  name: row.name,
  scopes: scopesOf(row),
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
});
