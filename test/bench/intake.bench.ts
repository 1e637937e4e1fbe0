/**
 * Durable webhook intake: verified, on disk, answered. Held against the same route that only verifies
 * and forgets, and against bare verification on node:http, taking turns within one run.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../support/postgres.ts';
import { median, row, type BenchRow } from './measure.ts';
import { signedEvents } from './support/events.ts';
import { load, post, type Load } from './support/load.ts';

const CONNECTIONS = 64;
const PER_CONNECTION = 200;
const ROUNDS = 5;
const LONE_DELIVERIES = 400;

interface Intake {
  port: number;
  process: ChildProcess;
}

async function start(kind: string, database = ''): Promise<Intake> {
  const script = path.join(import.meta.dirname, 'support/intake-server.ts');
  const child = spawn(process.execPath, [script, kind, ...(database ? [database] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(line.toString()), process: child };
}

const deliveries = (count: number): Buffer[] =>
  signedEvents(count).map(({ body, signature }) =>
    post('/webhooks/stripe', { 'stripe-signature': signature }, body),
  );

/** Events arrive about in the order in which they were made, each by whichever connection is free. */
function crowd({ port }: Intake): Promise<Load> {
  const all = deliveries(CONNECTIONS * PER_CONNECTION);
  return load(
    port,
    Array.from({ length: CONNECTIONS }, (_, connection) =>
      all.filter((_, index) => index % CONNECTIONS === connection),
    ),
  );
}

const lone = ({ port }: Intake): Promise<Load> => load(port, [deliveries(LONE_DELIVERIES)]);

export async function rows(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-intake-'));
  const postgres = await startPostgres({ fsync: true });
  const intakes = {
    bare: await start('bare'),
    forgets: await start('forgets'),
    sqlite: await start('durable', path.join(folder, 'tender.db')),
    postgres: await start('durable', postgres.url),
  };
  try {
    const perSecond: Record<string, number[]> = {};
    const p99: Record<string, number[]> = {};
    for (let round = -1; round < ROUNDS; round++) {
      for (const [name, intake] of Object.entries(intakes)) {
        const measured = await crowd(intake);
        if (round < 0) continue; // Warms up.
        (perSecond[name] ??= []).push(measured.perSecond);
        (p99[name] ??= []).push(measured.p99);
      }
    }
    const rate = (name: keyof typeof intakes): number => median(perSecond[name] ?? []);
    const against = (name: 'sqlite' | 'postgres', baseline: 'bare' | 'forgets'): BenchRow =>
      row({
        name: `durable webhook intake, ${name}, ${CONNECTIONS} connections`,
        value: rate(name),
        unit: 'requests/s',
        baseline: baseline === 'bare' ? 'bare verify on node:http' : 'same route, forgets',
        baselineValue: rate(baseline),
      });
    return [
      against('sqlite', 'forgets'),
      against('sqlite', 'bare'),
      against('postgres', 'forgets'),
      row({
        name: 'durable webhook intake, sqlite, p99',
        value: median(p99.sqlite ?? []),
        unit: 'ms',
        baseline: 'bare verify on node:http, p99',
        baselineValue: median(p99.bare ?? []),
      }),
      row({
        name: 'lone durable delivery, sqlite, p50',
        value: (await lone(intakes.sqlite)).p50,
        unit: 'ms',
        baseline: 'bare verify on node:http, p50',
        baselineValue: (await lone(intakes.bare)).p50,
      }),
    ];
  } finally {
    for (const { process } of Object.values(intakes)) process.kill();
    await postgres.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
