/** Everything that a sandbox knows, as JSON: to look at, to forget, to go on from another time. */
import * as v from 'valibot';
import { isCountry, type Country } from '../../server/methods/index.ts';
import type { Accounts } from './accounts.ts';
import type { CallLog } from './protocol/call-log.ts';
import { resolveUnanswered } from './protocol/idempotency.ts';
import {
  exportAccountState,
  importAccountState,
  type AccountSnapshot,
} from './state/account-snapshot.ts';
import type { Clock } from './state/clock.ts';
import { ruleSchema } from './trouble/rules.ts';
import type { Trouble } from './trouble/trouble.ts';
import type { Webhooks } from './webhooks/deliveries.ts';

/** What `export` gives and `import` takes: accounts with their objects, the time, trouble. */
export type Snapshot = Omit<v.InferOutput<typeof snapshotSchema>, 'accounts'> & {
  accounts: ({ id: string; name: string; country: Country } & AccountSnapshot)[];
};

export interface StateControl {
  /**
   * Everything, as JSON, deliveries that are under way included. The log of calls and the connections
   * of `stripe listen` belong to the process and are not in it.
   */
  export(): Snapshot;
  /**
   * Forgets everything and goes on from a snapshot. The clock is as far ahead of real time as it was;
   * what fell due since happens at once.
   * @throws {SnapshotError} and changes nothing
   */
  import(snapshot: unknown): void;
  /** Forgets everything: objects, keys, countries, trouble. The time stays. */
  reset(): void;
}

export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

const snapshotSchema = v.strictObject({
  clock: v.strictObject({
    /** Sandbox time when the snapshot was taken: milliseconds since 1970. */
    milliseconds: v.number(),
    /** Milliseconds by which that was ahead of real time. */
    ahead: v.number(),
    /** What is still to come, soonest first. */
    tasks: v.array(
      v.strictObject({
        kind: v.string(),
        account: v.string(),
        id: v.string(),
        data: v.exactOptional(v.record(v.string(), v.unknown())),
        due: v.number(),
      }),
    ),
  }),
  trouble: v.strictObject({
    seed: v.string(),
    /** How many rules there have been: their ids count on from there. */
    added: v.number(),
    rules: v.array(
      v.strictObject({
        id: v.string(),
        rule: ruleSchema,
        matches: v.number(),
        strikes: v.number(),
      }),
    ),
  }),
  accounts: v.array(
    v.looseObject({
      id: v.string(),
      name: v.string(),
      country: v.custom<Country>((code) => typeof code === 'string' && isCountry(code)),
    }),
  ),
});

export function createStateControl({
  accounts,
  calls,
  clock,
  trouble,
  webhooks,
}: {
  accounts: Accounts;
  calls: CallLog;
  clock: Clock;
  trouble: Trouble;
  webhooks: Webhooks;
}): StateControl {
  const reset = (): void => {
    accounts.clear();
    calls.clear();
    clock.forget(() => true);
    trouble.reset();
  };
  return {
    export() {
      const { tasks, ...time } = clock.export();
      const due = clock.milliseconds();
      const underWay = webhooks.underWay().map((task) => ({ ...task, due }));
      return {
        clock: { ...time, tasks: [...underWay, ...tasks] },
        trouble: trouble.export(),
        accounts: [...accounts.all()].map(({ id, name, country, state }) => ({
          id,
          name,
          country,
          ...exportAccountState(state),
        })),
      };
    },
    import(snapshot) {
      const parsed = v.safeParse(snapshotSchema, snapshot);
      if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new SnapshotError(`${v.getDotPath(issue) ?? 'snapshot'}: ${issue.message}`);
      }
      // It becomes the state, and whoever gave it may go on to change it.
      const { clock: time, trouble: rules, accounts: saved } = structuredClone(parsed.output);
      const restored = saved.map(({ id, name, country, ...fields }, index) => {
        try {
          return { id, name, country, state: importAccountState(fields) };
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
          throw new SnapshotError(`accounts.${index}.${error.message}`);
        }
      });
      reset();
      for (const account of restored) {
        resolveUnanswered(account.state.idempotencyKeys);
        accounts.restore(account);
      }
      trouble.import(rules);
      clock.import(time);
    },
    reset,
  };
}
