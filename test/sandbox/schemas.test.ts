import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { paymentIntent } from '../support/stripe-objects.ts';
import {
  assertStripeAnswer,
  assertStripeEvent,
  assertStripeObject,
} from '../support/stripe-schemas.ts';

const domain = {
  id: 'pmd_1',
  object: 'payment_method_domain',
  created: 1_790_000_000,
  domain_name: 'shop.example',
  enabled: true,
  livemode: false,
  amazon_pay: { status: 'active' },
  apple_pay: { status: 'active' },
  google_pay: { status: 'active' },
  klarna: { status: 'inactive', status_details: { error_message: 'not yet' } },
  link: { status: 'active' },
  paypal: { status: 'active' },
};

const event = {
  id: 'evt_1',
  object: 'event',
  api_version: '2026-10-28.endive',
  created: 1_790_000_000,
  data: { object: { id: 'cus_1', object: 'customer', deleted: true } },
  livemode: false,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type: 'customer.created',
};

const merchantsOwn = [
  'amount_capturable',
  'amount_received',
  'application',
  'application_fee_amount',
  'customer',
  'customer_account',
  'latest_charge',
  'managed_payments',
  'metadata',
  'on_behalf_of',
  'payment_method_options',
  'payment_record',
  'review',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
];

describe('the schemas derived from stripe-node', () => {
  it('accept an object that has all that Stripe sends', () => {
    assertStripeObject('PaymentMethodDomain', domain);
  });

  it('refuse an unknown field, also a nested one', () => {
    assert.throws(() => assertStripeObject('PaymentMethodDomain', { ...domain, charges: [] }), {
      message: /additional properties charges/,
    });
    const nested = { ...domain, klarna: { status: 'active', since: 2026 } };
    assert.throws(() => assertStripeObject('PaymentMethodDomain', nested), {
      message: /\/klarna .*additional properties since/,
    });
  });

  it('refuse a missing field and a wrong type', () => {
    const { created: _, ...undated } = domain;
    assert.throws(() => assertStripeObject('PaymentMethodDomain', undated), {
      message: /required property 'created'/,
    });
    assert.throws(() => assertStripeObject('PaymentMethodDomain', { ...domain, enabled: 'true' }), {
      message: /\/enabled must be boolean/,
    });
  });

  it('refuse a value outside an enum that the SDK leaves open', () => {
    const cheerful = { ...domain, link: { status: 'delighted' } };
    assert.throws(() => assertStripeObject('PaymentMethodDomain', cheerful), {
      message: /\/link\/status must be equal to one of the allowed values/,
    });
  });

  it('refuse an amount that is no integer', () => {
    assert.throws(
      () => assertStripeObject('Balance', { object: 'balance', available: [{ amount: 1.5 }] }),
      { message: /\/available\/0\/amount must be integer/ },
    );
  });

  it('judge an event by its type, down to the object it carries', () => {
    assert.throws(() => assertStripeEvent({ ...event, type: 'payment_intent.won' }), {
      message: /no event type payment_intent\.won/,
    });
    assert.throws(() => assertStripeEvent(event), {
      message:
        /not a valid customer\.created event:[^]*\/data\/object must have required property 'email'/,
    });
  });

  it('judge an answer by what it says it is', () => {
    const page = { object: 'list', data: [domain], has_more: false, url: '/v1/x' };
    assertStripeAnswer(page);
    assert.throws(() => assertStripeAnswer({ ...page, total: 1 }), { message: /properties total/ });
    assert.throws(() => assertStripeAnswer({ ...page, url: undefined }), { message: /'url'/ });
    assert.throws(() => assertStripeAnswer({ object: 'sausage' }), { message: /sausage/ });
    assertStripeAnswer({ id: 'cus_1', object: 'customer', deleted: true });
    assert.throws(() => assertStripeAnswer({ id: 'cus_1', object: 'customer' }));
  });

  it('judge an error, its code and what comes with it', () => {
    const error = { type: 'invalid_request_error', message: 'No.', code: 'parameter_unknown' };
    assertStripeAnswer({ error });
    const refused = (wrong: object, message: RegExp) => {
      assert.throws(() => assertStripeAnswer({ error: { ...error, ...wrong } }), { message });
    };
    refused({ type: 'oops' }, /\/error\/type/);
    refused({ code: 'no_such_code' }, /\/error\/code/);
    refused({ message: undefined }, /'message'/);
    refused({ payment_intent: { id: 'pi_1' } }, /\/error\/payment_intent .*required/);
  });

  it('know what a page may see of an intent', () => {
    const whole = paymentIntent({ amount_details: { tip: {} } });
    assert.throws(() => assertStripeAnswer(whole, true), { message: /properties metadata/ });
    const forPage = Object.fromEntries(
      Object.entries(whole).filter(([name]) => !merchantsOwn.includes(name)),
    );
    assertStripeAnswer(forPage, true);
    assert.throws(() => assertStripeAnswer({ ...forPage, client_secret: undefined }, true), {
      message: /'client_secret'/,
    });
  });
});

describe('a process that holds a sandbox against the schemas', () => {
  /** Runs a program that says something in the sandbox's place. */
  const say = (message: string) =>
    promisify(execFile)(process.execPath, [
      '--import',
      './test/support/witness.ts',
      '--input-type=module',
      '--eval',
      `import { sentAnswers, happenedEvents } from './demo/sandbox/protocol/channels.ts'; ${message}`,
    ]);
  const answer = (fields: object): string =>
    `sentAnswers.publish(${JSON.stringify({
      operation: 'GET /v1/customers/:id',
      status: 200,
      publishable: false,
      body: '{"id":"cus_1","object":"customer","deleted":true}',
      ...fields,
    })})`;

  it('goes on as long as all is well', async () => {
    await say(answer({}));
    await say(answer({ operation: 'GET /v1/elements/sessions', body: '{"object":"?"}' }));
  });

  it('ends at the first answer or event that Stripe could not have sent', async () => {
    const ends = (message: string, stderr: RegExp) =>
      assert.rejects(say(message), (error: { stderr: string }) => stderr.test(error.stderr));
    await ends(answer({ body: '{"id":"cus_1","object":"customer"}' }), /GET .v1.customers.:id/);
    await ends(answer({ status: 400 }), /status of their own/);
    await ends('happenedEvents.publish({ type: "customer.won" })', /no event type customer\.won/);
  });
});
