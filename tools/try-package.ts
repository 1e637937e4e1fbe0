/** Runs the built package as a shop would, away from the sources: the sandbox, and a checkout on it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-package-'));
const modules = path.join(folder, 'node_modules');
fs.mkdirSync(modules);
for (const name of fs.readdirSync('node_modules')) {
  fs.symlinkSync(path.resolve('node_modules', name), path.join(modules, name));
}
fs.cpSync('dist', path.join(modules, 'tender'), { recursive: true });

const shop = `
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eligibleMethods } from 'tender';
import { startSandbox } from 'tender/sandbox';
import { createCheckout } from 'tender/server';

await import('tender/elements'); // Does nothing, and does not fail, where there is no page.
const context = { accountCountry: 'BE', customerCountry: 'BE', currency: 'eur', amount: 4200, capture: 'automatic' };
assert.ok(eligibleMethods(context).offered.some(({ type }) => type === 'bancontact'));

const sandbox = await startSandbox({ country: 'BE', port: 0 });
const script = await fetch(sandbox.url + '/stripe.js');
assert.equal(script.status, 200);
assert.match(await script.text(), /endive/);
const { publishableKey, secretKey, url } = sandbox;
const checkout = createCheckout({
  stripe: { publishableKey, secretKey, webhookSecret: 'whsec_' + randomUUID(), apiUrl: url },
  secret: 'a secret of the package check, long enough to be one',
  origin: 'http://127.0.0.1',
  allowedOrigins: [],
  database: ':memory:',
  log: 'silent',
  orders: { find: async (id) => ({ id, amount: 4200, currency: 'eur', customer: { country: 'BE' }, status: 'open' }) },
});
await checkout.ready;
const session = await checkout.fetch(new Request('http://127.0.0.1/orders/' + (await checkout.orderToken('1'))));
assert.equal(session.status, 200);
assert.equal((await session.json()).methods[0].type, 'bancontact');
await checkout.close();
await sandbox.stop();
`;

let status: number | null;
try {
  const file = path.join(folder, 'shop.mjs');
  fs.writeFileSync(file, shop);
  ({ status } = spawnSync(process.execPath, [file], { stdio: 'inherit', timeout: 60_000 }));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);
