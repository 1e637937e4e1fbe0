/**
 * `node --test --test-global-setup`: one PostgreSQL for all test files, named by `TEST_POSTGRES_URL`,
 * and one folder for what their servers log.
 */
import { keepLogs } from './logs.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres | undefined;

export async function globalSetup(): Promise<void> {
  keepLogs();
  if (process.env.TEST_POSTGRES_URL) return;
  postgres = await startPostgres();
  process.env.TEST_POSTGRES_URL = postgres.url;
}

export async function globalTeardown(): Promise<void> {
  await postgres?.stop();
}
