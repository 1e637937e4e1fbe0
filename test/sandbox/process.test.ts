import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { Stripe } from 'stripe';

const folder = mkdtempSync(path.join(tmpdir(), 'tender-sandbox-'));
const processes: ChildProcess[] = [];
after(() => {
  for (const each of processes) each.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Runs the sandbox as `npm run sandbox` does, until it has said where it is and what its keys are. */
async function run(...options: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', './test/support/witness.ts', 'demo/sandbox/main.ts', '--port', '0', ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  processes.push(child);
  const printed: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [name = '', value = ''] = line.split(/ +/);
    printed[name] = value;
    if ('Secret' in printed) break;
  }
  const { hostname, port } = new URL(printed.Sandbox ?? '');
  const key = printed.Secret ?? '';
  const stripe = new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false });
  return {
    printed,
    hostname,
    stripe,
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

describe('npm run sandbox', () => {
  it('says where it is, on loopback, and is in the country that was asked for', async () => {
    const sandbox = await run('--country', 'jp');
    assert.equal(sandbox.hostname, '127.0.0.1');
    assert.match(sandbox.printed.Publishable ?? '', /^pk_test_/);
    assert.equal((await sandbox.stripe.accounts.retrieveCurrent()).country, 'JP');
    assert.equal(await sandbox.stop(), 0);
  });

  it('goes on where it was stopped when it has a file to keep that in', async () => {
    const file = path.join(folder, 'sandbox.json');
    const first = await run('--state', file);
    const { id } = await first.stripe.customers.create();
    assert.equal(await first.stop(), 0);
    const second = await run('--state', file);
    assert.equal((await second.stripe.customers.retrieve(id)).id, id);
    await second.stop();
  });
});
