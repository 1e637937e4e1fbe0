import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Hono } from 'hono';
import Stripe from 'stripe';
import { armFailpoint } from '../../../server/failpoints.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { errorHandler } from '../../../server/routes/errors.ts';
import { webhookRoutes } from '../../../server/routes/webhooks.ts';
import { factsFromStripe, type StripePaymentIntent } from '../../../server/payments/from-stripe.ts';
import { openStore, type Store } from '../../../server/store/store.ts';
import { createInbox } from '../../../server/webhooks/inbox.ts';
import { keptLog } from '../../support/logs.ts';
import { paymentIntent } from '../../support/stripe-objects.ts';
import { onEachStore } from '../support/stores.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const OLD_SECRET = 'whsec_old_0123456789';
const NEW_SECRET = 'whsec_new_0123456789';

const stripeEvent = (fields: object = {}, object: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  api_version: Stripe.API_VERSION,
  created: NOW / 1000,
  livemode: false,
  data: {
    object: {
      id: 'pi_1',
      object: 'payment_intent',
      metadata: { tender_payment: 'pay_1' },
      ...object,
    },
  },
  ...fields,
});

const sign = (payload: string, secret = NEW_SECRET, at = NOW) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at / 1000 });

onEachStore('POST /webhooks/stripe', (database) => {
  let store: Store;
  let app: Hono;
  let webhookSecrets: string[];
  before(async () => {
    store = await openStore(database.url);
    const context = {
      store,
      log: keptLog(),
      now: () => NOW,
      credentials: () => ({ publishableKey: '', secretKey: '', webhookSecrets, livemode: false }),
      wake: () => undefined,
    };
    const services = {
      inbox: createInbox(context),
      metrics: createMetrics(store, context.now),
      ready: Promise.resolve(),
      rereadSecrets: () => Promise.resolve(),
    };
    app = new Hono();
    app.route('/webhooks', webhookRoutes(context, services));
    app.onError(errorHandler(context.log));
  });
  after(() => store.close());
  beforeEach(async () => {
    webhookSecrets = [NEW_SECRET, OLD_SECRET];
    await store.db.deleteFrom('inbox').execute();
  });

  const deliver = async (event: unknown, signature?: string, headers = {}) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const response = await app.request('/webhooks/stripe', {
      method: 'POST',
      body,
      headers: { 'stripe-signature': signature ?? sign(body), ...headers },
    });
    const answer = (await response.json()) as { ignored?: string; error?: { code: string } };
    return [response.status, answer.error?.code ?? answer.ignored ?? 'received'];
  };
  const stored = () => store.db.selectFrom('inbox').selectAll().orderBy('id').execute();

  it('stores a genuine event before it answers', async () => {
    assert.deepEqual(await deliver(stripeEvent()), [200, 'received']);
    const [row] = await stored();
    assert.deepEqual(
      [row?.id, row?.type, row?.intent_id, row?.payment_ref, row?.created, row?.state],
      ['evt_1', 'payment_intent.succeeded', 'pi_1', 'pay_1', NOW, 'pending'],
    );
    const { object } = stripeEvent().data;
    assert.deepEqual(JSON.parse(row?.payload ?? ''), object);
  });

  it('keeps of a PaymentIntent what facts come from, and nothing of the shopper', async () => {
    const error = { type: 'card_error', code: 'card_declined', message: 'No.', charge: 'ch_1' };
    const read = {
      ...paymentIntent({ status: 'canceled' }),
      metadata: { tender_payment: 'pay_1' },
      last_payment_error: error,
    };
    const shopper = {
      client_secret: 'pi_1_secret_x',
      receipt_email: 'ann@shop.example',
      shipping: { name: 'Ann Shopper' },
      last_payment_error: { ...error, payment_method: { billing_details: { name: 'Ann' } } },
    };
    await deliver(stripeEvent({ type: 'payment_intent.canceled' }, { ...read, ...shopper }));
    const [row] = await stored();
    const kept = JSON.parse(row?.payload ?? '') as StripePaymentIntent;
    assert.doesNotMatch(row?.payload ?? '', /Ann|ann@|_secret_/);
    assert.deepEqual(
      factsFromStripe({ paymentIntent: kept }),
      factsFromStripe({ paymentIntent: read }),
    );
  });

  it('takes a repeated delivery for what it is', async () => {
    await deliver(stripeEvent());
    assert.deepEqual(await deliver(stripeEvent()), [200, 'received']);
    assert.equal((await stored()).length, 1);
  });

  it('keeps a payload only where it can stand in for a call to Stripe', async () => {
    await deliver(stripeEvent({ id: 'evt_older', api_version: '2025-03-31.basil' }));
    await deliver(stripeEvent({ id: 'evt_processing', type: 'payment_intent.processing' }));
    assert.deepEqual(
      (await stored()).map(({ id, payload }) => [id, payload]),
      [
        ['evt_older', null],
        ['evt_processing', null],
      ],
    );
  });

  it('takes events of the objects that belong to a PaymentIntent', async () => {
    const refund = { object: 'refund', id: 're_1', payment_intent: 'pi_7', metadata: {} };
    await deliver(stripeEvent({ type: 'refund.updated' }, refund));
    const [row] = await stored();
    assert.deepEqual([row?.intent_id, row?.payment_ref], ['pi_7', null]);
  });

  it('accepts every current secret', async () => {
    const body = JSON.stringify(stripeEvent());
    assert.deepEqual(await deliver(body, sign(body, OLD_SECRET)), [200, 'received']);
  });

  describe('answers 200 to what it will never act on, and forgets it:', () => {
    const cases: Record<string, [object, object?]> = {
      unhandled_type: [{ type: 'payment_intent.created' }],
      other_mode: [{ livemode: true }],
      connected_account: [{ account: 'acct_other' }],
      foreign: [{}, { metadata: { order: '1' } }],
    };
    for (const [reason, [fields, object]] of Object.entries(cases)) {
      it(reason, async () => {
        assert.deepEqual(await deliver(stripeEvent(fields, object)), [200, reason]);
        assert.deepEqual(await stored(), []);
      });
    }

    it('a charge without a PaymentIntent', async () => {
      const charge = { object: 'charge', id: 'ch_1', payment_intent: null };
      const event = stripeEvent({ type: 'charge.refunded' }, charge);
      assert.deepEqual(await deliver(event), [200, 'foreign']);
    });
  });

  describe('refuses, and stores nothing of,', () => {
    const body = JSON.stringify(stripeEvent());
    const cases: Record<string, [payload: string, signature: string, code: string]> = {
      'a wrong signature': [body, sign(body, 'whsec_other'), 'invalid_signature'],
      'another body than was signed': [body, sign(`${body} `), 'invalid_signature'],
      'no signature': [body, '', 'invalid_signature'],
      'a malformed signature': [body, 't=x,v1', 'invalid_signature'],
      'an old delivery': [body, sign(body, NEW_SECRET, NOW - 301_000), 'invalid_signature'],
      'one from the future': [body, sign(body, NEW_SECRET, NOW + 301_000), 'invalid_signature'],
      'an empty body': ['', sign('x'), 'invalid_signature'],
      'what is not JSON': ['{', sign('{'), 'malformed_event'],
      'what is no event': ['{"id":"evt_1"}', sign('{"id":"evt_1"}'), 'malformed_event'],
      null: ['null', sign('null'), 'malformed_event'],
    };
    for (const [what, [payload, signature, code]] of Object.entries(cases)) {
      it(what, async () => {
        assert.deepEqual(await deliver(payload, signature), [400, code]);
        assert.deepEqual(await stored(), []);
      });
    }

    it('a thin event', async () => {
      const thin = JSON.stringify({
        id: 'evt_1',
        object: 'v2.core.event',
        type: 'v1.payment_intent.succeeded',
        created: '2026-11-01T12:00:00Z',
        livemode: false,
        related_object: { id: 'pi_1', type: 'payment_intent', url: '/v1/payment_intents/pi_1' },
      });
      assert.deepEqual(await deliver(thin, sign(thin)), [400, 'thin_event']);
    });

    it('a body that is too large, declared or not', async () => {
      const large = JSON.stringify(stripeEvent({ padding: 'x'.repeat(512 * 1024) }));
      const declared = { 'content-length': String(large.length) };
      assert.deepEqual(await deliver(large, sign(large), declared), [413, 'body_too_large']);
      assert.deepEqual(await deliver(large, sign(large)), [413, 'body_too_large']);
    });
  });

  it('accepts nothing while no secret is configured', async () => {
    webhookSecrets = [];
    assert.deepEqual(await deliver(stripeEvent()), [503, 'not_configured']);
  });

  it('answers 500 when the event could not be stored, so that Stripe sends it again', async () => {
    {
      using _ = armFailpoint('inbox:before-commit', () => {
        throw new Error('disk full');
      });
      assert.deepEqual(await deliver(stripeEvent()), [500, 'internal']);
    }
    assert.deepEqual(await deliver(stripeEvent()), [200, 'received']);
  });

  it('stores each of many concurrent deliveries once', async () => {
    const events = Array.from({ length: 300 }, (_, n) => stripeEvent({ id: `evt_${n % 200}` }));
    const answers = await Promise.all(events.map((event) => deliver(event)));
    assert.ok(answers.every(([status]) => status === 200));
    assert.equal((await stored()).length, 200);
  });
});
