import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
    assertStripeAnswer({ object: 'list', data: [domain], has_more: false, url: '/v1/x' });
    assertStripeAnswer({
      error: {
        type: 'invalid_request_error',
        message: 'No.',
        request_log_url: 'https://x.example',
      },
    });
    assert.throws(() => assertStripeAnswer({ object: 'list', data: [domain], has_more: false }));
    assert.throws(() => assertStripeAnswer({ object: 'sausage' }), { message: /sausage/ });
    assert.throws(() => assertStripeAnswer({ error: { type: 'oops', message: 'No.' } }));
  });
});
