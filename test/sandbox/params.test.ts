import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { StripeError } from '../../demo/sandbox/protocol/errors.ts';
import type { FormRecord, FormValue } from '../../demo/sandbox/protocol/form.ts';
import { readParameters, type Request } from '../../demo/sandbox/protocol/params.ts';
import { expandablesFile, generateExpandables } from '../../tools/stripe-expandables.ts';
import { formatted, generateOperations, operationsFile } from '../../tools/stripe-parameters.ts';

const create = 'POST /v1/payment_intents';
const card = { payment_method_data: { type: 'card', card: { number: '4242424242424242' } } };

/** @returns message, parameter and code of the refusal */
function refusal(operation: string, values: FormRecord, request?: Request): (string | undefined)[] {
  try {
    readParameters(operation, values, request);
  } catch (error) {
    assert.ok(error instanceof StripeError);
    return [error.body.message, error.body.param, error.body.code];
  }
  assert.fail('the parameters were accepted');
}

describe('what the installed SDK says', () => {
  const isWritten = async (json: object, file: string) =>
    assert.ok(fs.readFileSync(file, 'utf8') === (await formatted(json, file)), 'out of date');

  it('is in operations.json (else run node tools/stripe-parameters.ts)', () =>
    isWritten(generateOperations(), operationsFile));

  it('is in expandable.json (else run node tools/stripe-expandables.ts)', () =>
    isWritten(generateExpandables(), expandablesFile));
});

describe('parameters', () => {
  it('become numbers, booleans, lists and maps', () => {
    const values = {
      amount: '1099',
      currency: 'eur',
      confirm: 'true',
      off_session: 'one_off',
      allowed_payment_method_types: { 0: 'card', 1: 'ideal' },
      metadata: { order: '4711' },
      payment_method_data: { type: 'card', billing_details: { address: { country: 'BE' } } },
    };
    assert.deepEqual(readParameters(create, values), {
      ...values,
      amount: 1099,
      confirm: true,
      allowed_payment_method_types: ['card', 'ideal'],
    });
    assert.equal(
      readParameters(create, { amount: '1', currency: 'eur', off_session: 'true' }).off_session,
      true,
    );
  });

  it('are null where an empty string unsets them', () => {
    const { metadata, shipping } = readParameters('POST /v1/payment_intents/:id', {
      metadata: { order: '' },
      shipping: '',
    });
    assert.deepEqual({ metadata, shipping }, { metadata: { order: null }, shipping: null });
  });

  it('may be a number or a range', () => {
    const read = (created: FormValue) => readParameters('GET /v1/events', { created }).created;
    assert.equal(read('1790000000'), 1_790_000_000);
    assert.deepEqual(read({ gte: '1790000000' }), { gte: 1_790_000_000 });
    assert.deepEqual(refusal('GET /v1/events', { created: { since: '1' } }).slice(0, 2), [
      'Received unknown parameter: created[since]',
      'created[since]',
    ]);
  });

  it('are refused when unknown, all in one answer, by their whole path', () => {
    const paid = { amount: '1', currency: 'eur' };
    assert.deepEqual(refusal(create, { ...paid, payment_method_options: { card: { foo: '1' } } }), [
      'Received unknown parameter: payment_method_options[card][foo]',
      'payment_method_options[card][foo]',
      'parameter_unknown',
    ]);
    assert.equal(
      refusal(create, { ...paid, colour: 'red', size: 'xl' })[0],
      'Received unknown parameters: colour, size',
    );
    assert.equal(
      refusal(create, { ...paid, customers: 'cus_1' })[0],
      'Received unknown parameter: customers. Did you mean customer?',
    );
  });

  it('are refused when missing', () => {
    assert.deepEqual(refusal(create, { currency: 'eur' }), [
      'Missing required param: amount.',
      'amount',
      'parameter_missing',
    ]);
    assert.deepEqual(
      refusal(create, { amount: '1', currency: 'eur', payment_method_data: { metadata: {} } })[1],
      'payment_method_data[type]',
    );
  });

  it('are refused when empty but not to be unset', () => {
    const [message, param, code] = refusal(create, { amount: '', currency: 'eur' });
    assert.match(String(message), /^You passed an empty string for 'amount'\. We assume/);
    assert.deepEqual([param, code], ['amount', 'parameter_invalid_empty']);
  });

  it('are refused when of the wrong type', () => {
    const wrong = (values: FormRecord) =>
      refusal(create, { amount: '1', currency: 'eur', ...values }).slice(0, 2);
    assert.deepEqual(wrong({ amount: '10.99' }), ['Invalid integer: 10.99', 'amount']);
    assert.deepEqual(wrong({ amount: '99999999999999999' })[1], 'amount');
    assert.deepEqual(wrong({ confirm: '1' }), ['Invalid boolean: 1', 'confirm']);
    assert.deepEqual(wrong({ currency: { 0: 'eur' } }), [
      'Invalid string: {"0":"eur"}',
      'currency',
    ]);
    assert.deepEqual(wrong({ allowed_payment_method_types: 'card' }), [
      'Invalid array',
      'allowed_payment_method_types',
    ]);
    assert.deepEqual(wrong({ metadata: 'x' }), ['Invalid object', 'metadata']);
  });

  it('are refused outside their enum, with the values allowed', () => {
    const wrong = (values: FormRecord) =>
      refusal(create, { amount: '1', currency: 'eur', ...values })[0];
    assert.equal(
      wrong({ capture_method: 'later' }),
      'Invalid capture_method: must be one of automatic, automatic_async, or manual',
    );
    assert.equal(
      wrong({ setup_future_usage: 'x' }),
      'Invalid setup_future_usage: must be one of off_session or on_session',
    );
    assert.equal(
      wrong({ payment_method_options: { klarna: { capture_method: 'x' } } }),
      'Invalid payment_method_options[klarna][capture_method]: must be manual',
    );
    assert.match(
      String(wrong({ allowed_payment_method_types: { 0: 'card', 1: 'gold' } })),
      /^Invalid allowed_payment_method_types\[1\]: must be one of /,
    );
  });

  it('may have a value that Stripe takes under another name', () => {
    const read = readParameters(create, {
      amount: '1',
      currency: 'jpy',
      payment_method_options: {
        customer_balance: { bank_transfer: { type: 'jp_bank_account' } },
      },
    });
    assert.deepEqual(read.payment_method_options, {
      customer_balance: { bank_transfer: { type: 'jp_bank_transfer' } },
    });
  });

  it('take a client secret with a publishable key alone', () => {
    const confirm = 'POST /v1/payment_intents/:id/confirm';
    const values = { client_secret: 'pi_1_secret_2', ...card };
    assert.equal(refusal(confirm, values)[2], 'parameter_unknown');
    assert.equal(
      readParameters(confirm, values, { publishable: true }).client_secret,
      'pi_1_secret_2',
    );
    assert.equal(refusal(confirm, card, { publishable: true })[1], 'client_secret');
  });

  it('that Endive removed are refused from Endive on', () => {
    const values = { amount: '1', currency: 'eur', payment_method_types: { 0: 'card' } };
    for (const version of ['2026-09-30.endive', '2026-10-28.endive']) {
      assert.deepEqual(refusal(create, values, { version }).slice(1), [
        'payment_method_types',
        'payment_method_types_no_longer_supported',
      ]);
    }
    for (const version of ['2026-08-26.dahlia', undefined]) {
      assert.deepEqual(readParameters(create, values, { version }).payment_method_types, ['card']);
    }
  });
});
