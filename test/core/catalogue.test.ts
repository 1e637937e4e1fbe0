/**
 * The catalogue against two witnesses: the facts as they were researched (`fixtures/`, one method a
 * line, gathered from Stripe's pages before the catalogue was written), and the installed SDK's types.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import {
  defineCatalogue,
  paymentMethods,
  type PaymentMethod,
} from '../../server/methods/catalogue.ts';
import { express } from '../../server/methods/catalogue/express.ts';
import { family } from '../../server/methods/catalogue/entry.ts';
import { findMethod, revive } from '../../server/methods/index.ts';
import { chargeLimits, isCurrency } from '../../server/money/index.ts';
import { refused } from '../support/refused.ts';
import { literalsOf, membersOf } from '../support/sdk-types.ts';

/** A line of the fixture. Absent: any country or currency, no limit, false, or the usual. */
interface Researched {
  type: string;
  label: string;
  family: string;
  accounts?: string;
  shoppers?: string;
  currencies?: string;
  /** From a list of countries to a list of currencies. */
  currenciesByAccount?: Record<string, string>;
  currenciesByShopper?: Record<string, string>;
  crossBorder?: 'domestic' | 'klarna';
  notFor?: string;
  primary?: string;
  min?: Record<string, number>;
  max?: Record<string, number>;
  maxByShopper?: Record<string, Record<string, number>>;
  exemptFromGeneralMinimum?: boolean;
  manual?: boolean;
  partial?: boolean;
  multicapture?: boolean;
  holdDays?: Record<string, number>;
  refunds?: string;
  refundDays?: number;
  express?: boolean;
  confirmation?: string;
  settlement?: string;
  requires?: string;
  availability?: string;
  discontinuedOn?: string;
  /** Whether a PaymentIntent knows the type. Absent: yes. */
  isPaymentMethod?: boolean;
  asOf: string;
}

const researched = fs
  .readFileSync(new URL('fixtures/payment-methods.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Researched);

/** Ways to hand over a card; they are in the table of express buttons instead. */
const isCardWallet = (fact: Researched): boolean =>
  fact.express === true && fact.isPaymentMethod === false;

const methodFacts = researched.filter((fact) => !isCardWallet(fact));

const codes = (text: string | undefined): string[] => text?.split(' ') ?? [];

const KLARNA_ZONE =
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';

/**
 * Every way to pay, with the limits there: account, shopper, currency, min, max. `*` is any. Written out
 * from the researched facts, straightforwardly, and from the catalogue's markets; then compared.
 */
function waysResearched(fact: Researched): string[] {
  const ways: string[] = [];
  for (const account of codes(fact.accounts ?? '*')) {
    for (const shopper of codes(fact.shoppers ?? '*')) {
      const inZone = [account, shopper].every((country) => KLARNA_ZONE.includes(country));
      const foreign = fact.crossBorder !== undefined && account !== shopper;
      if (foreign && !(fact.crossBorder === 'klarna' && inZone)) continue;

      const forAccount = currenciesFor(fact.currenciesByAccount, account);
      const forShopper = currenciesFor(fact.currenciesByShopper, shopper);
      for (const currency of codes(fact.currencies ?? '*')) {
        if (!(forAccount?.includes(currency) ?? true)) continue;
        if (!(forShopper?.includes(currency) ?? true)) continue;
        const min = fact.min?.[currency];
        const max = fact.maxByShopper?.[shopper]?.[currency] ?? fact.max?.[currency];
        ways.push(way(account, shopper, currency, min, max));
      }
    }
  }
  return ways.sort();
}

function waysInCatalogue({ markets, crossBorder: zone }: PaymentMethod): string[] {
  const ways: string[] = [];
  const any = ['*'] as const;
  for (const { accounts, shoppers, currencies, min, max } of markets) {
    for (const account of accounts ?? any) {
      for (const shopper of shoppers ?? any) {
        const inZone = [account, shopper].every((country) => country !== '*' && zone?.has(country));
        if (zone && account !== shopper && !inZone) continue;
        for (const currency of currencies ?? any) {
          ways.push(way(account, shopper, currency, min, max));
        }
      }
    }
  }
  return ways.sort();
}

/** The first list of currencies whose list of countries has this one. */
function currenciesFor(
  map: Record<string, string> | undefined,
  country: string,
): string | undefined {
  return Object.entries(map ?? {}).find(([countries]) => countries.includes(country))?.[1];
}

/** A minimum below Stripe's own for the currency changes nothing. */
function way(account: string, shopper: string, currency: string, min = 0, max = Infinity): string {
  const general = isCurrency(currency) ? (chargeLimits(currency).minimum ?? 0) : 0;
  return [account, shopper, currency, min < general ? 'from the minimum' : min, max].join(' ');
}

describe('the catalogue', () => {
  for (const fact of methodFacts) {
    it(`says of ${fact.type} what was researched`, () => {
      const method = findMethod(fact.type, paymentMethods);
      assert.equal(method.label, fact.label);
      assert.equal(method.family, fact.family);
      assert.ok(fact.asOf.startsWith(method.asOf), `read in ${fact.asOf}`);
      assert.ok(method.sources.length > 0);

      assert.equal(method.unavailable ?? 'ga', fact.availability ?? 'ga');
      assert.equal(method.discontinuedOn, fact.discontinuedOn);
      assert.deepEqual(waysInCatalogue(method), waysResearched(fact));
      assert.equal(method.belowMinimum, fact.exemptFromGeneralMinimum ?? false);

      assert.equal(method.hold !== undefined, fact.manual ?? false);
      assert.equal(method.hold?.partial, fact.partial);
      assert.equal(method.hold?.several, fact.multicapture);
      assert.equal(method.hold?.days, shortestHold(fact.holdDays));
      assert.equal(method.hold?.extendedDays, fact.holdDays?.auto_extended_total);

      assert.equal(method.refunds, { full: 'full', none: 'none' }[fact.refunds ?? ''] ?? 'partial');
      assert.equal(method.refundDays, fact.refundDays);
      assert.equal(method.confirmation, fact.confirmation ?? 'redirect');
      assert.equal(method.settlement, fact.settlement === 'async' ? 'delayed' : 'immediate');
      assert.equal(method.buyers === 'business', fact.requires === 'b2b');
      assert.equal(method.needs, fact.requires === 'b2b' ? undefined : fact.requires);
      if (fact.primary) assert.deepEqual([...method.local], codes(fact.primary));
    });
  }

  it('lists Apple Pay and Google Pay as ways to hand over a card, not as methods', () => {
    const facts = researched.filter(isCardWallet);
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['apple_pay', 'google_pay'],
    );
    for (const { type, notFor, label } of facts) {
      assert.equal(paymentMethods.has(type), false);
      assert.equal(express.get(type)?.method, 'card');
      assert.equal(express.get(type)?.exceptShoppers, notFor);
      assert.equal(express.get(type)?.label, label);
    }
  });

  it('lists as express what was researched', () => {
    assert.deepEqual(
      [...express.keys()].sort(),
      researched
        .filter((fact) => fact.express)
        .map(({ type }) => type)
        .sort(),
    );
  });
});

/** Customer-initiated, online: what a checkout does. */
function shortestHold(days: Researched['holdDays']): number | undefined {
  if (!days) return undefined;
  return days.default ?? days.other ?? days.visa_cit;
}

describe('the installed SDK', () => {
  const PAYMENT_INTENTS = 'stripe/esm/resources/PaymentIntents.d.ts';

  /** Fails with the names of what an upgrade brought. */
  const assertListed = (literals: string[]): void => {
    assert.ok(literals.length > 50, 'the types were found');
    const missing = literals.filter((type) => !paymentMethods.has(type) && !express.has(type));
    assert.deepEqual(missing, [], 'add these to server/methods/catalogue');
  };

  it('allows no payment method on a PaymentIntent that the catalogue does not know', () => {
    assertListed(literalsOf(PAYMENT_INTENTS, 'PaymentIntent.AllowedPaymentMethodType'));
    assertListed(literalsOf(PAYMENT_INTENTS, 'PaymentIntentCreateParams.AllowedPaymentMethodType'));
  });

  it('has no type of PaymentMethod that the catalogue does not know', () => {
    assertListed(literalsOf('stripe/esm/resources/PaymentMethods.d.ts', 'PaymentMethod.Type'));
  });

  it('shows no method in the Payment Element that the catalogue does not know', () => {
    const payment = '@stripe/stripe-js/dist/stripe-js/elements/payment.d.ts';
    assertListed(literalsOf(payment, 'PaymentElementPaymentMethodType'));
  });

  it('has the buttons of express checkout that the catalogue has', () => {
    const elements = '@stripe/stripe-js/dist/stripe-js/elements/express-checkout.d.ts';
    const types = literalsOf(elements, 'ExpressPaymentType');
    assert.deepEqual([...express.keys()].sort(), types.sort());
  });

  it('has every capability that a method names', () => {
    const known = new Set(membersOf('stripe/esm/resources/Accounts.d.ts', 'Account.Capabilities'));
    for (const { type, capabilities, unavailable } of paymentMethods.values()) {
      if (unavailable) continue;
      for (const name of capabilities) assert.ok(known.has(name), `${type}: ${name}`);
    }
  });

  const OPTIONS = 'PaymentIntentCreateParams.PaymentMethodOptions';
  const camelCase = (type: string): string =>
    type.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

  it('agrees on which methods can be stored for later', () => {
    for (const { type, savable } of paymentMethods.values()) {
      const usages = literalsOf(PAYMENT_INTENTS, `${OPTIONS}.${camelCase(type)}.SetupFutureUsage`);
      assert.equal(savable, usages.includes('off_session'), type);
    }
  });

  it('agrees on which methods can be held', () => {
    for (const { type, hold, unavailable } of paymentMethods.values()) {
      if (unavailable || type === 'sunbit') continue; // Stripe's pages deny it: see its entry.
      const options = membersOf(PAYMENT_INTENTS, `${OPTIONS}.${camelCase(type)}`);
      assert.equal(hold !== undefined, options.includes('capture_method'), type);
    }
  });
});

describe('a catalogue', () => {
  const entry = { label: 'Test', asOf: '2026', sources: ['x'] };

  it('is refused with a method listed twice', () => {
    const table = family('wallet', { test: entry });
    refused(() => defineCatalogue([table, table]), 'invalid_catalogue', 'test');
  });

  it('is refused with an unknown country or currency, naming the row', () => {
    const define = (facts: object) => () =>
      defineCatalogue([family('wallet', { test: { ...entry, ...facts } })]);
    refused(define({ accounts: 'DE XX' }), 'invalid_country', 'test.accounts', 'XX');
    refused(define({ currencies: 'eur EUR' }), 'invalid_currency', 'test.currencies', 'EUR');
    refused(
      define({ markets: [{}, { shoppers: 'DE  FR' }, { shoppers: 'de' }] }),
      'invalid_country',
      'test.markets[2].shoppers',
      'de',
    );
    refused(define({ currencies: 'eur usd', min: 50 }), 'invalid_catalogue', 'test');
    refused(define({ currencies: 'isk', max: 50 }), 'invalid_amount', 'test', 50);
  });

  it('can have its dead revived, and those only', () => {
    assert.equal(findMethod('giropay', revive('giropay')).unavailable, undefined);
    assert.equal(findMethod('sofort', revive('giropay')).unavailable, 'discontinued');
    assert.equal(findMethod('giropay', paymentMethods).unavailable, 'discontinued');
    refused(() => revive('giropay', 'card'), 'invalid_method', 'type', 'card');
    refused(() => revive('nonsense'), 'invalid_method', 'type', 'nonsense');
  });
});
