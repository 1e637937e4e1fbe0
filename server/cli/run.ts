/**
 * `tender`: what the back office does, on the command line.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { CheckoutError } from '../checkout-error.ts';
import { InvalidEnvironmentError, readEnvironment } from '../environment.ts';
import { createCheckout, InvalidOptionsError } from '../index.ts';
import { commands, UsageError, type Command, type Result } from './commands.ts';

/** Exit codes: done and well; refused, or something is wrong; the command or the environment is. */
const OK = 0;
const FAILED = 1;
const MISUSED = 2;

/** What a command has of the process. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  out: (text: string) => void;
  err: (text: string) => void;
}

const PROCESS: Surroundings = {
  env: process.env,
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** Runs one command, and returns its exit code. */
export async function runTender(
  args: readonly string[],
  { env, out, err }: Surroundings = PROCESS,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out(usage());
    return name === undefined ? MISUSED : OK;
  }
  const command = commands[name];
  const json = rest.includes('--json');
  try {
    if (!command) throw new UsageError(`There is no command “${name}”. See tender --help.`);
    if (rest.includes('--help') || rest.includes('-h')) {
      out(usageOf(name, command));
      return OK;
    }
    const { text, json: content, ok } = await run(command, rest, env);
    if (json) out(inJson(content));
    else if (text !== '') out(text);
    return ok ? OK : FAILED;
  } catch (error) {
    const { code, message, extra, misused } = described(error);
    if (json) out(inJson({ ...extra, error: { code, message } }));
    else err(message);
    return misused ? MISUSED : FAILED;
  }
}

const inJson = (content: unknown): string => JSON.stringify(content, null, 2);

async function run(command: Command, args: string[], env: Surroundings['env']): Promise<Result> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...command.options, json: { type: 'boolean' } },
  });
  if (command.kind === 'process') {
    await command.run(readEnvironment(env, 'server'), positionals);
    return { text: '', json: {}, ok: true };
  }
  const input = { values, positionals };
  command.check?.(input);
  const { options } = readEnvironment(env, 'command');
  const checkout = createCheckout({ ...options, log: 'silent', workers: false });
  try {
    await checkout.ready;
    return await command.run(checkout, input);
  } finally {
    await checkout.close();
  }
}

interface Described {
  code: string;
  message: string;
  extra: Record<string, unknown>;
  /** The command or the environment is wrong. */
  misused: boolean;
}

function described(error: unknown): Described {
  if (error instanceof CheckoutError) {
    const { code, message, extra } = error;
    const said = code === 'not_configured' ? 'There are no Stripe keys.' : message;
    return { code, message: said, extra, misused: false };
  }
  const { code: parse = '' } = error as NodeJS.ErrnoException;
  const misused =
    error instanceof UsageError ||
    error instanceof InvalidEnvironmentError ||
    error instanceof InvalidOptionsError ||
    parse.startsWith('ERR_PARSE_ARGS_');
  const message = error instanceof Error ? error.message : String(error);
  return { code: misused ? 'usage' : 'internal', message, extra: {}, misused };
}

const listed = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
};

const usage = (): string => `usage: tender <command> [options]

${listed(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}
Every command has --help and --json. Keys, database and addresses come from the same environment
variables as the server's: TENDER_SECRET, DATABASE_URL, TENDER_ORIGIN, STRIPE_SECRET_KEY and so on.

Exit codes: 0 done, and well; 1 refused, or something is wrong; 2 the command or the environment is.`;

function usageOf(name: string, { synopsis, summary, describedOptions }: Command): string {
  const options = listed([
    ...describedOptions,
    ['--json', 'the same as JSON'],
    ['--help', 'this text'],
  ]);
  return `usage: tender ${name}${synopsis}\n\n${summary}\n\n${options.trimEnd()}`;
}
