import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'node:test';
import { eligibleMethods, paymentMethods } from '../../server/methods/index.ts';

const CLI = path.resolve(import.meta.dirname, '../../server/methods/cli.ts');

function methods(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', timeout: 20_000 });
}

const usual = ['--account', 'DE', '--country', 'BE', '--currency', 'eur', '--amount', '4200'];

describe('npm run methods', () => {
  it('prints what is offered, and why the rest is hidden', () => {
    const { status, stdout, stderr } = methods(...usual, '--capture', 'manual');
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /^€42\.00, account in DE, shopper in BE, capture manual\n/);
    assert.match(stdout, /\nOffered: 7\n {2}card +Cards +held for 7 days\n/);
    assert.match(stdout, /\n {2}bancontact +cannot be held and captured later\n/);
    assert.match(stdout, /\n {2}ideal +for shoppers in NL, not BE; cannot be held/);
    assert.match(stdout, /\n {2}giropay +discontinued on 2024-06-30\n/);
    assert.match(stdout, /\nExpress buttons: 6\n {2}apple_pay +Apple Pay\n/);
  });

  it('prints JSON that says the same as eligibleMethods', () => {
    const { status, stdout } = methods(...usual, '--capture', 'manual', '--json');
    assert.equal(status, 0);
    const { offered, hidden } = eligibleMethods({
      accountCountry: 'DE',
      customerCountry: 'BE',
      currency: 'eur',
      amount: 4200,
      capture: 'manual',
    });
    assert.equal(
      stdout,
      `${JSON.stringify({ offered: offered.map(({ type }) => type), hidden })}\n`,
    );
    const printed = JSON.parse(stdout) as { offered: string[]; hidden: { type: string }[] };
    assert.equal(printed.offered.length + printed.hidden.length, paymentMethods.size);
    assert.deepEqual(
      printed.hidden.find(({ type }) => type === 'bancontact'),
      { type: 'bancontact', reasons: ['capture_unsupported'] },
    );
  });

  it('takes codes in either case, and everything else that a context has', () => {
    const { status, stdout, stderr } = methods(
      ...['--account', 'nl', '--country', 'nl', '--currency', 'EUR', '--amount', '4200', '--json'],
      ...['--capabilities', 'card_payments,ideal_payments,klarna_payments,billie_payments'],
      ...['--customer', 'business', '--saving', '--disable', 'paypal', '--order', 'card,ideal'],
    );
    assert.equal(stderr, '');
    assert.equal(status, 0);
    const { offered } = JSON.parse(stdout) as { offered: string[] };
    assert.deepEqual(offered, ['card', 'ideal', 'alipay']);
  });

  it('tells what it accepts when asked', () => {
    const { status, stdout } = methods('--help');
    assert.equal(status, 0);
    assert.match(stdout, /automatic \| manual \| manual_if_supported/);
  });

  const wrong: [string, string[], RegExp][] = [
    ['nothing', [], /^--account must be a country code/],
    ['an unknown account country', ['--account', 'XX'], /^--account must be .*, got "XX"/],
    ['an unknown country', [...usual, '--country', 'Belgium'], /^--country must be .*"BELGIUM"/],
    ['an unknown currency', [...usual, '--currency', 'xyz'], /^--currency must be .*, got "xyz"/],
    ['a fraction', [...usual, '--amount', '42.00'], /^--amount must be .*minor units, got "42.00"/],
    ['a hexadecimal amount', [...usual, '--amount', '0x10'], /^--amount must be .*, got "0x10"/],
    ['a capture mode that is none', [...usual, '--capture', 'later'], /^--capture must be one of/],
    ['a customer that is none', [...usual, '--customer', 'robot'], /^--customer must be one of/],
    ['an unknown method', [...usual, '--disable', 'klara'], /^--disable must be .*, got "klara"/],
    ['an unknown method to show', [...usual, '--order', 'card,x'], /^--order must be .*, got "x"/],
    ['an unknown capability', [...usual, '--capabilities', 'card'], /^--capabilities must be/],
    ['an unknown option', [...usual, '--colour', 'red'], /--colour/],
    ['an option without its value', ['--account'], /--account/],
    ['a stray word', [...usual, 'please'], /please/],
  ];
  for (const [what, args, complaint] of wrong) {
    it(`refuses ${what}, prints what is accepted and exits 2`, () => {
      const { status, stdout, stderr } = methods(...args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, complaint);
      assert.match(stderr, /\nusage: npm run methods -- --account <country>/);
    });
  }
});
