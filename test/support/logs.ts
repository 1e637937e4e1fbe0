/**
 * What every server of a test run logs is kept in one folder, and searched for secrets in the end:
 * `LOGS` names the folder, which the run's global setup makes.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { createLog } from '../../server/log.ts';

/** Secrets by their shape, looser than what the log itself blacks out. */
const SECRETS: Record<string, RegExp> = {
  'a client secret': /_secret_\w/,
  'an API key': /\b[sr]k_(?:test|live)_\w/,
  'a signing secret': /\bwhsec_\w/,
  'an order token': /\beyJ[\w-]+\.[\w-]+\./,
  'an operator’s token': /\btdr_[0-9a-f]{16}_\w/,
  'an email address': /[\w.+-]@[\w-]+\.\w/,
  'the server’s secret': /a6f1c0d3b98e47528d6b1f0e3c5a7982|3f9c27b1d0a84e6f95c2ab70e1d4836f/,
  'a shopper’s name': /Ann Shopper/,
};

/** For `createCheckout`'s `log`. */
export function keptLog(): Logger | 'silent' {
  const folder = process.env.LOGS;
  if (folder === undefined) return 'silent';
  const file = path.join(folder, `${process.pid}.log`);
  return createLog('debug', { write: (line) => fs.appendFileSync(file, line) });
}

/** Keeps what a process has printed. */
export function keepLog(printed: string): void {
  const folder = process.env.LOGS;
  if (folder === undefined || !fs.existsSync(printed)) return;
  const name = `${process.pid}-${path.basename(printed)}`;
  fs.appendFileSync(path.join(folder, name), fs.readFileSync(printed));
}

/** @throws naming every line with a secret. */
export function searchLogs(folder: string): void {
  const found = fs.readdirSync(folder).flatMap((file) =>
    fs
      .readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line) =>
        Object.entries(SECRETS).flatMap(([what, shape]) =>
          shape.test(line) ? `${what}: ${line.slice(0, 600)}` : [],
        ),
      ),
  );
  if (found.length === 0) return;
  throw new Error(`${found.length} secrets in the logs, such as\n${found.slice(0, 5).join('\n')}`);
}
