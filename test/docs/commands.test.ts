/** Commands of the manual, run as they stand there, but for the places that they name. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import Stripe from 'stripe';
import { startSandbox } from '../../demo/sandbox/index.ts';
import type { OperationDone } from '../../server/index.ts';
import { eventually, startShop } from '../server/support/shop.ts';
import { page, root } from './support/markdown.ts';

const skip = spawnSync('curl', ['--version']).status !== 0 && 'curl is not installed';

/** The command of this name, to the end of the sample, in the first sample of the page that has one. */
function command(file: string, name: string): string {
  const block = page(file).samples.find(({ code }) => code.includes(`${name} `))?.code ?? '';
  return block.slice(block.indexOf(`${name} `)).trim();
}

/** Not in step: what it talks to is in this process. */
async function run(text: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', text], { cwd: root, timeout: 30_000 });
  return stdout;
}

describe('the manual’s command', () => {
  it('that tells Stripe where webhooks go makes an endpoint', { skip }, async () => {
    await using cleanup = new AsyncDisposableStack();
    const sandbox = await startSandbox({ country: 'BE', port: 0 });
    cleanup.defer(() => sandbox.stop());
    const curl = command('docs/quick-start.md', 'curl');
    const printed = await run(`${curl.replace('http://127.0.0.1:12111', sandbox.url)} --silent`);
    const endpoint = JSON.parse(printed) as Stripe.WebhookEndpoint;
    assert.equal(endpoint.url, 'http://localhost:3000/checkout/webhooks/stripe');
    assert.equal(endpoint.api_version, Stripe.API_VERSION);
    assert.match(endpoint.secret ?? '', /^whsec_/);
  });

  it('that refunds returns the amount, once however often it is sent', { skip }, async () => {
    await using cleanup = new AsyncDisposableStack();
    const shop = await startShop({ database: ':memory:', checkout: { operators: 'tokens' } });
    cleanup.defer(() => shop.stop());
    const { clientSecret, paymentId } = (await shop.intent(shop.order())).body;
    await shop.confirm(clientSecret);
    await eventually(
      () => shop.notifications,
      ({ length }) => length > 0,
    );
    const { token } = await shop.checkout.operators.create(
      { name: 'returns', scopes: ['operate'] },
      'test',
    );
    const curl = command('docs/capture-and-refunds.md', 'curl')
      .replace('https://pay.shop.example/checkout', shop.url)
      .replace('PAYMENT', paymentId)
      .replace('tdr_…', token);
    for (const _ of ['sent', 'sent again']) {
      const { payment, operation } = JSON.parse(await run(`${curl} --silent`)) as OperationDone;
      assert.equal(operation?.status, 'succeeded');
      assert.equal(payment.refunded, 1000);
    }
  });

  it('that asks why a method is not showing says so', async () => {
    const asked = command('docs/payment-methods.md', 'npm run methods');
    const printed = await run(asked.replace('npm run', 'npm run --silent'));
    assert.match(printed, /bancontact/i);
  });
});
