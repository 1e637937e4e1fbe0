/**
 * The sandbox's own API, under `/_sandbox`: what Stripe has no calls for. `docs/sandbox.md` documents
 * it; in the process that runs the sandbox the same is at hand as functions.
 */
import { Hono, type Context as HonoContext } from 'hono';
import * as v from 'valibot';
import { type Country, isCountry } from '../../server/methods/index.ts';
import type { Account, Accounts } from './accounts.ts';
import { capabilitiesOf } from './payments/capabilities.ts';
import { StripeError } from './protocol/errors.ts';
import type { CallLog } from './protocol/call-log.ts';
import type { Clock } from './state/clock.ts';
import { SnapshotError, type StateControl } from './snapshot.ts';
import { ruleSchema } from './trouble/rules.ts';
import type { Trouble } from './trouble/trouble.ts';
import type { Webhooks } from './webhooks/deliveries.ts';

export interface Controls {
  accounts: Accounts;
  calls: CallLog;
  clock: Clock;
  state: StateControl;
  trouble: Trouble;
  webhooks: Webhooks;
}

const advanceSchema = v.strictObject({
  /** Seconds. */
  advance: v.pipe(v.number(), v.minValue(0)),
});

const accountSchema = v.strictObject({
  /** Any key of the account; what comes after `sk_test_` names it. */
  key: v.string(),
  country: v.optional(
    v.pipe(
      v.string(),
      v.toUpperCase(),
      v.guard((code: string): code is Country => isCountry(code), 'two letters of a country'),
    ),
  ),
  /** Switches some: `{ klarna_payments: 'inactive' }`. The others follow from the country. */
  capabilities: v.optional(
    v.record(v.string(), v.picklist(['active', 'inactive', 'pending', 'unrequested'])),
  ),
  /** What this key, a restricted one, may not do: `['webhook_write']`. */
  denied: v.optional(v.array(v.pipe(v.string(), v.regex(/^[a-z_]+_(read|write)$/)))),
});

const seedSchema = v.strictObject({ seed: v.optional(v.string()) });

export function createControl(controls: Controls): Hono {
  const { accounts, calls, clock, state, trouble, webhooks } = controls;
  const app = new Hono();

  app.get('/clock', (c) => c.json({ now: clock.now(), pending: clock.pending() }));
  app.post('/clock', async (c) => {
    clock.advance((await read(c, advanceSchema)).advance);
    return c.json({ now: clock.now() });
  });

  app.get('/state', (c) => c.json(state.export()));
  app.put('/state', async (c) => {
    state.import(await read(c, v.unknown()));
    return c.json({ imported: true });
  });
  app.delete('/state', (c) => {
    state.reset();
    return c.json({ forgotten: true });
  });

  app.get('/accounts', (c) => c.json([...accounts.all()].map(face)));
  app.post('/accounts', async (c) => {
    const { key, country, capabilities = {}, denied } = await read(c, accountSchema);
    const account = accounts.find(key)?.account;
    if (!account) throw new BadRequest('invalid_key', 'key: not a test key, such as sk_test_123');
    if (country !== undefined) account.country = country;
    for (const [name, status] of Object.entries(capabilities)) {
      account.state.capabilities.set(name, status);
    }
    if (denied !== undefined) account.state.denied.set(key, denied);
    return c.json(face(account));
  });

  app.get('/requests', (c) => c.json(calls.list()));

  app.get('/webhooks', (c) =>
    c.json([...accounts.all()].flatMap((account) => [...webhooks.deliveries(account)])),
  );

  app.get('/trouble', (c) => c.json({ seed: trouble.seed, rules: trouble.list() }));
  app.post('/trouble', async (c) => c.json(trouble.add(await read(c, ruleSchema)), 201));
  app.put('/trouble/seed', async (c) => {
    trouble.reset((await read(c, seedSchema)).seed);
    return c.json({ seed: trouble.seed, rules: [] });
  });
  app.delete('/trouble/:id', (c) => {
    trouble.remove(c.req.param('id'));
    return c.json({ deleted: true });
  });
  app.delete('/trouble', (c) => {
    trouble.reset();
    return c.json({ deleted: true });
  });

  app.all('*', (c) => c.json(problem('not_found', `${c.req.method} ${c.req.path}`), 404));
  app.onError((error, c) => {
    if (error instanceof BadRequest) return c.json(problem(error.code, error.message), 400);
    if (error instanceof SnapshotError) {
      return c.json(problem('invalid_request', error.message), 400);
    }
    if (error instanceof StripeError) return c.json({ error: error.body }, 400);
    throw error;
  });
  return app;
}

const face = (account: Account) => ({
  id: account.id,
  name: account.name,
  country: account.country,
  capabilities: capabilitiesOf(account),
});

const problem = (code: string, message: string) => ({ error: { code, message } });

class BadRequest extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Only JSON is read, and only when it says so: a page elsewhere can't send that without being asked
 * first, and the sandbox gives it no leave.
 */
async function read<S extends v.GenericSchema>(
  c: HonoContext,
  schema: S,
): Promise<v.InferOutput<S>> {
  if (!c.req.header('Content-Type')?.startsWith('application/json')) {
    throw new BadRequest('invalid_content_type', 'send JSON, as Content-Type: application/json');
  }
  const body: unknown = await c.req.json().catch(() => {
    throw new BadRequest('invalid_json', 'the body is not JSON');
  });
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new BadRequest('invalid_request', `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}
