/**
 * `node --test --test-global-setup`: one PostgreSQL for all test files, named by `TEST_POSTGRES_URL`,
 * and one folder for what their servers log, which is searched for secrets in the end.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { searchLogs } from './logs.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres | undefined;
let logs: string | undefined;

export async function globalSetup(): Promise<void> {
  logs = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-logs-'));
  process.env.LOGS = logs;
  if (process.env.TEST_POSTGRES_URL) return;
  postgres = await startPostgres();
  process.env.TEST_POSTGRES_URL = postgres.url;
}

export async function globalTeardown(): Promise<void> {
  await postgres?.stop();
  if (logs === undefined) return;
  try {
    searchLogs(logs);
  } catch (error) {
    // The run fails, whatever its tests said.
    console.error(error);
    process.exitCode = 1;
  } finally {
    fs.rmSync(logs, { recursive: true, force: true });
  }
}
