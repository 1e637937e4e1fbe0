/** The accounts of one sandbox, told apart by the text of their keys. */
import { createHash } from 'node:crypto';
import type { Country } from '../../server/methods/index.ts';
import { createAccountState, type AccountState } from './state/account-state.ts';
import type { Clock } from './state/clock.ts';

export interface Account {
  readonly id: string;
  /** What the keys have after `sk_test_`. */
  readonly name: string;
  country: Country;
  /** Its objects. */
  state: AccountState;
  readonly clock: Clock;
}

export interface Key {
  account: Account;
  /** A publishable key may do what a page may do, and needs the client secret for it. */
  kind: 'secret' | 'restricted' | 'publishable';
  /** The whole key. */
  text: string;
}

export interface Accounts {
  /** The account of a key of any text, made when it is first used; undefined for what is no test key. */
  find(key: string): Key | undefined;
  byId(id: string): Account | undefined;
  all(): Iterable<Account>;
  /** Puts back an account that was exported. */
  restore(account: Omit<Account, 'clock'>): void;
  /** Forgets everything: objects, keys, countries. */
  clear(): void;
}

const keyPattern = /^(sk|rk|pk)_(?:test|sandbox)_([\w-]+)$/;
const kinds = { sk: 'secret', rk: 'restricted', pk: 'publishable' } as const;

export function createAccounts(clock: Clock, country: Country): Accounts {
  const accounts = new Map<string, Account>();

  const open = (name: string): Account => {
    // The same key always opens an account of the same id, so that logs and tests stay readable.
    const id = `acct_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
    const account = { id, name, country, state: createAccountState(), clock };
    accounts.set(name, account);
    return account;
  };

  return {
    find(text) {
      const [, prefix, name] = keyPattern.exec(text) ?? [];
      if (prefix === undefined || name === undefined) return undefined;
      const account = accounts.get(name) ?? open(name);
      return { account, kind: kinds[prefix as keyof typeof kinds], text };
    },
    byId: (id) => [...accounts.values()].find((account) => account.id === id),
    all: () => accounts.values(),
    restore: (account) => void accounts.set(account.name, { ...account, clock }),
    clear: () => accounts.clear(),
  };
}
