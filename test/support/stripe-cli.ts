/** Stripe's official CLI, pointed at the sandbox: offline, with no configuration of anybody's. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const packaged = path.resolve(
  import.meta.dirname,
  '../../node_modules/@stripe/cli-linux-x64/bin/stripe',
);

/** The reason to skip tests, or false: the package is there for one platform only. */
export const cliMissing = fs.existsSync(packaged)
  ? false
  : '@stripe/cli-linux-x64 is an optional dependency of this platform';

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface StripeCli {
  run(...args: string[]): Promise<CliResult>;
  /** Starts a command that stays; resolves when a line of its output matches. */
  start(until: RegExp, ...args: string[]): Promise<ChildProcess>;
  /** Ends what was started and removes the configuration. */
  stop(): Promise<void>;
}

/** Some commands look for their API base, others for the key alone: both are given each time. */
export function stripeCli(sandbox: { url: string }, key: string): StripeCli {
  const config = fs.mkdtempSync(path.join(os.tmpdir(), 'stripe-cli-'));
  const env = {
    PATH: process.env.PATH,
    HOME: config,
    XDG_CONFIG_HOME: config,
    STRIPE_API_KEY: key,
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
    NO_COLOR: '1',
  };
  const base = ['--api-base', sandbox.url];
  const children = new Set<ChildProcess>();

  return {
    run: (...args) =>
      new Promise((resolve) => {
        execFile(
          packaged,
          [...args, ...base],
          { env, timeout: 30_000 },
          (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
          },
        );
      }),

    start: (until, ...args) =>
      new Promise((resolve, reject) => {
        const child = spawn(packaged, [...args, ...base], { env });
        children.add(child);
        let seen = '';
        child.once('exit', (code) => reject(new Error(`exit ${code ?? 'by signal'}: ${seen}`)));
        for (const output of [child.stdout, child.stderr]) {
          createInterface({ input: output }).on('line', (line) => {
            seen += `${line}\n`;
            if (until.test(line)) resolve(child);
          });
        }
      }),

    async stop() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
        await ended;
        clearTimeout(hard);
      }
      fs.rmSync(config, { recursive: true, force: true });
    },
  };
}
