import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bankAccountByToken,
  bankAccountFingerprint,
  debitOutcome,
} from '../../demo/sandbox/test-data/bank-accounts.ts';
import {
  type CardEntry,
  entryProblem,
  isLuhnValid,
} from '../../demo/sandbox/test-data/card-entry.ts';
import { cardByNumber, cardByToken, testCards } from '../../demo/sandbox/test-data/cards.ts';
import { awaitedOutcome } from '../../demo/sandbox/test-data/contacts.ts';
import { ibanNeedsAddress, isIbanValid } from '../../demo/sandbox/test-data/iban.ts';
import { ibanProblem, testIbans } from '../../demo/sandbox/test-data/sepa-accounts.ts';

const today = new Date('2026-11-22T00:00:00Z');
const entry = (changes: Partial<CardEntry> = {}): CardEntry => ({
  number: '4242 4242 4242 4242',
  exp_month: 11,
  exp_year: 26,
  cvc: '123',
  ...changes,
});

const refusal = (changes: Partial<CardEntry>): string | undefined =>
  entryProblem(entry(changes), today)?.code;

describe('test cards', () => {
  it('have valid numbers, each only once', () => {
    for (const { number } of testCards) assert.ok(isLuhnValid(number), number);
    assert.equal(new Set(testCards.map(({ number }) => number)).size, testCards.length);
  });

  it('are found by number and by either kind of token', () => {
    const card = cardByNumber('4242424242424242');
    assert.ok(card);
    assert.equal(cardByToken('pm_card_visa'), card);
    assert.equal(cardByToken('tok_visa'), card);
    assert.equal(cardByToken('pm_card_nl')?.country, 'NL');
    assert.equal(cardByToken('pm_card_platinum'), undefined);
  });

  it('know their brand, kind and country', () => {
    const { brand, funding, country } = cardByToken('pm_card_mastercard_prepaid') ?? {};
    assert.deepEqual(
      { brand, funding, country },
      { brand: 'mastercard', funding: 'prepaid', country: 'US' },
    );
    assert.equal(cardByToken('pm_card_visa_cartesBancaires')?.coBrand, 'cartes_bancaires');
  });

  it('fail as their number says', () => {
    assert.deepEqual(cardByToken('pm_card_visa_chargeDeclinedInsufficientFunds')?.decline, {
      use: 'any',
      as: 'insufficient_funds',
    });
    assert.equal(cardByToken('pm_card_chargeCustomerFail')?.decline?.use, 'charge');
    assert.equal(cardByToken('pm_card_authenticationRequired')?.authentication, 'always');
  });

  it('are refused as they are typed in', () => {
    assert.equal(refusal({ number: '4242424242424241' }), 'incorrect_number');
    assert.equal(refusal({ exp_month: 13 }), 'invalid_expiry_month');
    assert.equal(refusal({ exp_year: 1995 }), 'invalid_expiry_year');
    assert.equal(refusal({ exp_month: 10 }), 'invalid_expiry_month');
    assert.equal(refusal({ cvc: '99' }), 'invalid_cvc');
    assert.equal(refusal({ number: '3782 822463 10005', cvc: '1234' }), undefined);
  });
});

describe('test bank accounts', () => {
  it('have valid IBANs, one for each country and scenario', () => {
    for (const { iban, country } of testIbans) {
      assert.ok(isIbanValid(iban), iban);
      assert.ok(iban.startsWith(country.toUpperCase()), iban);
    }
    assert.equal(new Set(testIbans.map(({ iban }) => iban)).size, testIbans.length);
    assert.equal(new Set(testIbans.map(({ country }) => country)).size * 8, testIbans.length);
  });

  it('come out as their token says', () => {
    const outcome = (token: string) => {
      const account = bankAccountByToken(token);
      assert.ok(account, token);
      return debitOutcome(bankAccountFingerprint(account));
    };
    assert.deepEqual(outcome('pm_sepaDebit_success_de'), { result: 'succeeds' });
    assert.deepEqual(outcome('pm_sepaDebit_successDelayed_at'), {
      result: 'succeeds',
      delayed: true,
    });
    assert.equal(outcome('pm_sepaDebit_failed_be').result, 'fails');
    assert.equal(outcome('pm_sepaDebit_insufficientFunds_ie').failure?.code, 'insufficient_funds');
    assert.equal(outcome('pm_sepaDebit_disputed_fr').result, 'disputed');
    assert.equal(outcome('pm_usBankAccount_processing').result, 'never');
    const bacs = bankAccountFingerprint({ type: 'bacs_debit', account: '90012345' });
    assert.equal(debitOutcome(bacs).delayed, true);
    assert.equal(debitOutcome('none of those listed').result, 'succeeds');
  });

  it('may be unusable, or need an address', () => {
    assert.equal(ibanProblem('DE89 3704 0044 0532 0130 00'), undefined);
    assert.equal(ibanProblem('DE89370400440532013001')?.code, 'invalid_bank_account_iban');
    assert.equal(ibanProblem('DE91370400440000055555')?.code, 'sepa_debit_bank_not_supported');
    assert.equal(ibanNeedsAddress('GB82WEST12345698765432'), true);
    assert.equal(ibanNeedsAddress('NL39RABO0300065264'), false);
  });
});

describe('the e-mail address of a shopper who acts elsewhere', () => {
  it('decides whether and when they do', () => {
    assert.deepEqual(awaitedOutcome('ana.succeed_immediately@x.example'), {
      result: 'succeeds',
      after: 0,
    });
    assert.deepEqual(awaitedOutcome('expire_immediately@x.example'), {
      result: 'expires',
      after: 0,
    });
    assert.deepEqual(awaitedOutcome('expire_with_delay@x.example'), {
      result: 'expires',
      after: 180,
    });
    assert.equal(awaitedOutcome('fill_never@x.example').result, 'never');
    assert.deepEqual(awaitedOutcome(null), { result: 'succeeds', after: 180 });
  });
});
