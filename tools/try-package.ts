/**
 * Runs the built package as a shop would, away from the sources: the sandbox, and a checkout on it;
 * and checks the types of a React page with the tags.
 */
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

const page = `
import 'tender/elements';
import type { TenderCheckout } from 'tender/elements';
import type {} from 'tender/react';
import { useRef } from 'react';

export function Page() {
  const ref = useRef<TenderCheckout>(null);
  return (
    <>
      <tender-checkout
        ref={ref}
        order="token"
        return-url="/thanks"
        theme="dark"
        className="checkout"
        ontender-paid={({ payment }) => payment.orderId.length}
        ontender-before-pay={(event) => event.method === 'card' && event.preventDefault()}
      >
        <tender-methods />
      </tender-checkout>
      {/* @ts-expect-error There is no such theme. */}
      <tender-checkout theme="blue" />
      {/* @ts-expect-error There is no such attribute. */}
      <tender-status colour="red" />
      {/* @ts-expect-error A payment that succeeded has no error code. */}
      <tender-status ontender-paid={(event) => event.code} />
    </>
  );
}
`;
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  jsx: 'react-jsx',
  module: 'nodenext',
  target: 'es2024',
  lib: ['ES2024', 'DOM'],
  types: [],
  noEmit: true,
  skipLibCheck: true,
  preserveSymlinks: true,
};

try {
  fs.writeFileSync(path.join(folder, 'page.tsx'), page);
  const project = path.join(folder, 'tsconfig.json');
  fs.writeFileSync(project, JSON.stringify({ compilerOptions, files: ['page.tsx'] }));
  const types = [path.resolve('node_modules/ts7/bin/tsc'), '-p', project];
  const run = (args: string[]) =>
    spawnSync(process.execPath, args, { stdio: 'inherit', timeout: 60_000 }).status;
  if (run(types) !== 0) throw new Error('the types of the tags are wrong for React');

  const file = path.join(folder, 'shop.mjs');
  fs.writeFileSync(file, shop);
  if (run([file]) !== 0) throw new Error('the package does not run');

  const tender = path.join(modules, 'tender/server/cli/main.js');
  const help = spawnSync(process.execPath, [tender, '--help'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (!help.stdout.startsWith('usage: tender')) throw new Error('the command line does not run');
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
