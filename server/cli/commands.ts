/**
 * The commands of `tender`, each with what it takes and says.
 *
 * @module
 */
import type { ParseArgsConfig } from 'node:util';
import * as v from 'valibot';
import type { StandAlone } from '../environment.ts';
import type { Checkout, DomainsView, Note, Problem, WebhookView } from '../index.ts';
import { captureModes } from '../methods/index.ts';
import { newOperatorSchema } from '../operators/contract.ts';
import { serve } from '../serve.ts';
import { methodQuerySchema } from '../settings/method-report-contract.ts';

/** What was asked for can't be understood. */
export class UsageError extends Error {}

export interface Result {
  /** For people. */
  text: string;
  /** For programs. */
  json: unknown;
  /** Whether all is well. */
  ok: boolean;
}

export interface Input {
  values: Record<string, unknown>;
  positionals: readonly string[];
}

interface Described {
  summary: string;
  /** What comes after the name. */
  synopsis: string;
  options: NonNullable<ParseArgsConfig['options']>;
  describedOptions: readonly (readonly [string, string])[];
}

export type Command = Described &
  (
    | { kind: 'process'; run: (standAlone: StandAlone, positionals: string[]) => Promise<void> }
    | {
        kind: 'task';
        /** @throws {@link UsageError} before anything is opened. */
        check?: (input: Input) => void;
        run: (checkout: Checkout, input: Input) => Promise<Result>;
      }
  );

/** In the audit trail. */
const by = { actor: 'command line' };

const flag = { type: 'boolean' } as const;
const text = { type: 'string' } as const;

export const commands: Readonly<Record<string, Command>> = {
  webhook: {
    kind: 'task',
    summary: 'make the webhook endpoint at Stripe, or repair it',
    synopsis: ' [--check | --rotate]',
    options: { check: flag, rotate: flag },
    describedOptions: [
      ['--check', 'look only; exits with 1 when it is not as it should be'],
      ['--rotate', 'replace a sound endpoint as well, for a new signing secret'],
    ],
    check: noArguments,
    async run({ configuration: { webhook } }, { values }) {
      if (values.check) {
        const found = await webhook.inspect({ fresh: true });
        return { json: found, text: webhookWords(found), ok: isWell(found) };
      }
      const done = await webhook.generate({ ...by, rotate: values.rotate === true });
      const notes = lines(done.did, done.warnings);
      return { json: done, text: `${OUTCOMES[done.outcome]}\n${notes}`, ok: true };
    },
  },

  domains: {
    kind: 'task',
    summary: 'register the hosts of pages for Apple Pay and the other wallets',
    synopsis: ' [host …] [--check]',
    options: { check: flag },
    describedOptions: [
      ['host …', 'such as shop.example; left out: every host that is configured or was seen'],
      ['--check', 'look only; exits with 1 when a wallet will not show'],
    ],
    async run({ configuration: { domains } }, { values, positionals }) {
      if (values.check) {
        const found = await domains.inspect({ fresh: true });
        return { json: found, text: domainsWords(found), ok: isWell(found) };
      }
      const hosts = positionals.length > 0 ? positionals : undefined;
      const done = await domains.register({ ...by, hosts });
      return {
        json: done,
        text: `${lines(done.did, done.warnings)}\n\n${domainsWords(done.domains)}`,
        ok: true,
      };
    },
  },

  doctor: {
    kind: 'task',
    summary: 'look for what is wrong, and say how it is mended',
    synopsis: '',
    options: {},
    describedOptions: [],
    check: noArguments,
    async run({ configuration }) {
      const { checks, problems, ...rest } = await configuration.diagnose({ fresh: true });
      const areas = checks.map(({ area, ok, words }) => `${ok ? 'ok ' : '!! '} ${area}: ${words}`);
      return {
        json: { ...rest, problems, checks },
        text: [...areas, ...problemLines(problems)].join('\n'),
        ok: rest.ok,
      };
    },
  },

  methods: {
    kind: 'task',
    summary: 'show what a shopper would be offered, and why the rest is hidden',
    synopsis: ' --currency <currency> --amount <number> [--country <country>] [--capture <mode>]',
    options: { currency: text, amount: text, country: text, capture: text },
    describedOptions: [
      ['--currency', 'three letters, such as eur'],
      ['--amount', 'in minor units, such as 4200 for 42.00 EUR'],
      ['--country', 'of the shopper, such as BE; left out: not known'],
      ['--capture', `${captureModes.join(' | ')}; left out: automatic`],
    ],
    check: (input) => void methodQuery(input),
    async run({ configuration: { methods } }, input) {
      const report = await methods(methodQuery(input));
      const offered = report.offered.map(
        ({ type, label, capture }) => `  ${type}  ${label}${capture === 'manual' ? ', held' : ''}`,
      );
      const hidden = report.hidden.map(({ type, words }) => `  ${type}  ${words.join('; ')}`);
      return {
        json: report,
        text: ['Offered:', ...offered, '', 'Hidden:', ...hidden].join('\n'),
        ok: true,
      };
    },
  },

  operator: {
    kind: 'task',
    summary: 'make a token for the back office, shown once',
    synopsis: ' <name> --scope view|operate|configure [--scope …]',
    options: { scope: { type: 'string', multiple: true, default: [] } },
    describedOptions: [['--scope', 'what its holder may do; may be repeated']],
    check: (input) => void newOperator(input),
    async run({ operators }, input) {
      const made = await operators.create(newOperator(input), by.actor);
      return { json: made, text: made.token, ok: true };
    },
  },

  serve: {
    kind: 'process',
    summary: 'run the checkout server',
    synopsis: '',
    options: {},
    describedOptions: [],
    async run(standAlone, positionals) {
      noArguments({ values: {}, positionals });
      await serve(standAlone);
    },
  },
};

function noArguments({ positionals: [unexpected] }: Input): void {
  if (unexpected !== undefined) throw new UsageError(`“${unexpected}” was not expected.`);
}

function newOperator({ values, positionals: [name, ...more] }: Input) {
  const checked = v.safeParse(newOperatorSchema, { name, scopes: values.scope });
  if (checked.success && more.length === 0) return checked.output;
  throw new UsageError('operator NAME --scope view|operate|configure [--scope …]');
}

function methodQuery({ values, positionals }: Input) {
  noArguments({ values, positionals });
  const { currency, country, amount, capture } = values as Record<string, string | undefined>;
  const query = {
    currency: currency?.toLowerCase(),
    amount,
    ...(country === undefined ? {} : { country: country.toUpperCase() }),
    ...(capture === undefined ? {} : { capture }),
  };
  const checked = v.safeParse(methodQuerySchema, query);
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  const field = v.getDotPath(issue) ?? 'option';
  throw new UsageError(
    `--${field} ${issue.received === 'undefined' ? 'is missing' : issue.message}`,
  );
}

const OUTCOMES = {
  created: 'The webhook is made.',
  replaced: 'The webhook is replaced.',
  updated: 'The webhook is repaired.',
  unchanged: 'Nothing was to be done.',
} as const;

const lines = (did: readonly Note[], warnings: readonly Note[]): string =>
  [
    ...did.map(({ words }) => `  ${words}`),
    ...warnings.map(({ words }) => `  warning: ${words}`),
  ].join('\n');

const problemLines = (problems: readonly Problem[]): string[] =>
  problems.flatMap(({ severity, words, action }) => [
    '',
    `${severity}: ${words}`,
    `  ${action.words}`,
  ]);

const isWell = ({ problems }: { problems: readonly Problem[] }): boolean => problems.length === 0;

function webhookWords({ status, url, endpoint, problems }: WebhookView): string {
  const what = endpoint ? `${endpoint.id} → ${endpoint.url}` : (url ?? 'no address');
  return [`${status}: ${what}`, ...problemLines(problems)].join('\n');
}

function domainsWords({ domains, problems }: DomainsView): string {
  const rows = domains.map(({ host, id, enabled, wallets, note }) => {
    if (note) return `${host}: ${note.words}`;
    if (id === null) return `${host}: not registered`;
    if (!enabled) return `${host}: disabled`;
    const states = wallets.map(({ type, active, words }) =>
      active ? type : `${type} inactive (${words ?? 'no reason given'})`,
    );
    return `${host}: ${states.join(', ')}`;
  });
  return [...rows, ...problemLines(problems)].join('\n');
}
