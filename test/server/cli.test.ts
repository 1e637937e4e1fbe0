import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type Stripe from 'stripe';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import { runTender } from '../../server/cli/run.ts';
import type { Diagnosis, DomainsDone, WebhookDone } from '../../server/index.ts';
import type { MethodReport } from '../../server/settings/method-report-contract.ts';
import { sandboxClient } from '../support/sandbox-client.ts';

const main = path.join(import.meta.dirname, '../../server/cli/main.ts');

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

describe('the command line', () => {
  let sandbox: Sandbox;
  let stripe: Stripe;
  let folder: string;
  let variables: Record<string, string>;
  before(async () => {
    sandbox = await startSandbox({ country: 'BE', port: 0 });
    stripe = sandboxClient(sandbox);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-cli-'));
    variables = {
      TENDER_SECRET: 'a6f1c0d3b98e47528d6b1f0e3c5a7982',
      TENDER_ORIGIN: 'https://pay.shop.example',
      TENDER_ALLOWED_ORIGINS: 'https://shop.example,https://www.shop.example',
      DATABASE_URL: path.join(folder, 'tender.db'),
      STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
      STRIPE_SECRET_KEY: sandbox.secretKey,
      STRIPE_API_URL: sandbox.url,
    };
  });
  after(async () => {
    await sandbox.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function tender(args: string[], env: Record<string, string> = {}): Promise<Ran> {
    const ran: Ran = { code: null, out: '', err: '' };
    const code = await runTender(args, {
      env: { ...variables, ...env },
      out: (text) => (ran.out += `${text}\n`),
      err: (text) => (ran.err += `${text}\n`),
    });
    return { ...ran, code };
  }
  const json = ({ out }: Ran): unknown => JSON.parse(out);

  it('lists its commands, and what each takes', async () => {
    const help = await tender(['--help']);
    assert.equal(help.code, 0);
    for (const command of ['webhook', 'domains', 'doctor', 'methods', 'operator', 'serve']) {
      assert.match(help.out, new RegExp(`^ {2}${command} +\\w`, 'm'));
    }
    const { code, out } = await tender(['webhook', '--help']);
    assert.equal(code, 0);
    assert.match(out, /^usage: tender webhook \[--check \| --rotate\]$/m);
    assert.match(out, /^ {2}--rotate +\w/m);
    assert.ok([...help.out.split('\n'), ...out.split('\n')].every((line) => line.length <= 100));
  });

  it('is a program, which tells by its exit code', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', timeout: 60_000 });
    const help = run('--help');
    assert.deepEqual(
      [help.status, help.stdout.split('\n')[0]],
      [0, 'usage: tender <command> [options]'],
    );
    const wrong = run('webhoook');
    assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /webhoook/);
  });

  it('makes the webhook, says so in words and as JSON, and does nothing the second time', async () => {
    const before = await tender(['webhook', '--check']);
    assert.deepEqual(
      [before.code, before.out.split('\n')[0]],
      [1, 'missing: https://pay.shop.example/checkout/webhooks/stripe'],
    );
    const made = await tender(['webhook']);
    assert.equal(made.code, 0);
    assert.match(made.out, /^The webhook is made\.\n {2}The endpoint we_\w+ delivers \d+ types/);
    assert.ok(!made.out.includes('whsec_'));
    const again = await tender(['webhook', '--json']);
    assert.equal((json(again) as WebhookDone).outcome, 'unchanged');
    const { data } = await stripe.webhookEndpoints.list();
    assert.deepEqual(
      data.map(({ url }) => url),
      ['https://pay.shop.example/checkout/webhooks/stripe'],
    );
    assert.equal((await tender(['webhook', '--check'])).code, 0);
  });

  it('registers the domains of the pages, and others that are named', async () => {
    const { code, out } = await tender(['domains', '--json']);
    assert.equal(code, 0);
    assert.deepEqual(
      (json({ code, out, err: '' }) as DomainsDone).domains.domains.map(({ host }) => host),
      ['shop.example', 'www.shop.example'],
    );
    const named = await tender(['domains', 'm.shop.example']);
    assert.match(named.out, /^ {2}m\.shop\.example is registered\.$/m);
    const check = await tender(['domains', '--check']);
    assert.equal(check.code, 0);
    assert.match(check.out, /^shop\.example: apple_pay, google_pay/m);
  });

  it('finds nothing wrong, or says what is and exits with 1', async () => {
    const well = await tender(['doctor', '--json']);
    assert.deepEqual([well.code, (json(well) as Diagnosis).ok], [0, true]);
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    await stripe.webhookEndpoints.update(endpoint?.id ?? '', { disabled: true });
    const ill = await tender(['doctor']);
    assert.equal(ill.code, 1);
    assert.match(ill.out, /^error: The webhook endpoint is disabled at Stripe/m);
    assert.match(ill.out, /tender webhook/);
    await tender(['webhook']);
    assert.equal((await tender(['doctor'])).code, 0);
  });

  it('shows what a shopper would be offered, by this account', async () => {
    const query = ['methods', '--currency', 'eur', '--amount', '4200', '--country', 'BE'];
    const { offered, hidden } = json(await tender([...query, '--json'])) as MethodReport;
    assert.equal(offered[0]?.type, 'bancontact');
    assert.ok(hidden.some(({ type }) => type === 'ideal'));
    const held = await tender([...query, '--capture', 'manual']);
    assert.match(held.out, /^ {2}bancontact {2}cannot be held and captured later$/m);
  });

  it('exits with 2 for what it does not understand, and with 1 for what Stripe refuses', async () => {
    for (const args of [
      ['webhoook'],
      ['webhook', '--no-such-option'],
      ['methods', '--currency', 'eur'],
      ['operator', 'ann'],
    ]) {
      const { code, out, err } = await tender(args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.ok(err.length > 0 && !err.includes('    at '), err);
    }
    const unset = await tender(['doctor', '--json'], { TENDER_SECRET: '' });
    assert.equal(unset.code, 2);
    const { error } = json(unset) as { error: { code: string; message: string } };
    assert.equal(error.code, 'usage');
    assert.match(error.message, /TENDER_SECRET is missing/);

    const key = 'rk_test_restricted';
    const account = sandbox.accounts.find(key)?.account;
    account?.state.denied.set(key, ['webhook_read', 'webhook_write']);
    const refused = await tender(['webhook', '--json'], {
      STRIPE_SECRET_KEY: key,
      STRIPE_PUBLISHABLE_KEY: 'pk_test_restricted',
    });
    assert.equal(refused.code, 1);
    assert.equal((json(refused) as { error: { code: string } }).error.code, 'permission_missing');
  });
});
