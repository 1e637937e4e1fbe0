/**
 * What every checkout server of a test run logs is kept in one folder, and searched for secrets when the
 * run ends: `LOGS` names the folder, for the run's own process and those that it starts.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { createLog } from '../../server/log.ts';

/** Secrets by their shape, looser than what the log itself blacks out. */
const SECRETS: Record<string, RegExp> = {
  'a client secret': /_secret_\w/,
  'an API key': /\b[sr]k_(?:test|live)_\w/,
  'a signing secret': /\bwhsec_\w/,
  'an order token': /\beyJ[\w-]+\.[\w-]+\./,
  'a payment’s token': /~[\w-]{27}(?![\w-])/,
  'an operator’s token': /\btdr_[0-9a-f]{16}_\w/,
  'an email address': /[\w.+-]@[\w-]+\.\w/,
  'the server’s secret': /a6f1c0d3b98e47528d6b1f0e3c5a7982|3f9c27b1d0a84e6f95c2ab70e1d4836f/,
  'a shopper’s name': /Ann Shopper/,
};

/** What the demo shows whoever starts it, so that he can sign in. */
const SHOWN = /^ {2}login {6}tdr_[\w-]+$/;

/**
 * Makes the folder, for whoever starts a suite. A secret in it makes the suite fail in the end, whatever
 * its tests said.
 */
export function keepLogs(): void {
  if (process.env.LOGS !== undefined) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-logs-'));
  process.env.LOGS = folder;
  process.once('exit', () => {
    const found = searchLogs(folder);
    if (found.length === 0) fs.rmSync(folder, { recursive: true, force: true });
    else {
      console.error(
        `${found.length} lines of the logs hold secrets:\n${found.slice(0, 5).join('\n')}`,
      );
      process.exitCode = 1;
    }
  });
}

/** For `node --test --test-global-setup`. */
export { keepLogs as globalSetup };

/** For `createCheckout`'s `log`. */
export function keptLog(): Logger {
  const folder = process.env.LOGS;
  if (folder === undefined) return createLog('silent');
  const file = path.join(folder, `${process.pid}.log`);
  return createLog('debug', { write: (line) => fs.appendFileSync(file, line) });
}

let kept = 0;

/** Keeps what a server in another process has printed. */
export function keepPrinted(text: string): void {
  const folder = process.env.LOGS;
  if (folder === undefined) return;
  kept += 1;
  fs.writeFileSync(path.join(folder, `${process.pid}-${kept}.log`), text);
}

/** The places of secrets, without them. */
function searchLogs(folder: string): string[] {
  return fs.readdirSync(folder).flatMap((file) =>
    fs
      .readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [first] = SHOWN.test(line) ? [] : secretsIn(line);
        if (!first) return [];
        const before = line.slice(Math.max(0, first.at - 200), first.at);
        return `${path.join(folder, file)}:${index + 1}: ${first.what} after ${before}`;
      }),
  );
}

/** The first comes first: nothing before it is secret. */
const secretsIn = (line: string): { what: string; at: number }[] =>
  Object.entries(SECRETS)
    .map(([what, shape]) => ({ what, at: line.search(shape) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
