/** What is there when the server fails just before a commit, and just after it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { armFailpoint, type CommitName, type Failpoint } from '../../server/failpoints.ts';
import type { CaptureView, MethodsView, PaymentDetail } from '../../server/index.ts';
import { createOperatorSessions } from '../../server/operators/sessions.ts';
import { createOperatorTokens } from '../../server/operators/tokens.ts';
import { resend } from '../../server/notifications/outbox.ts';
import { openStore, type Store } from '../../server/store/store.ts';
import { asOperator, type Admin } from './support/admin.ts';
import { partialContext } from './support/context.ts';
import { onEachStore } from './support/stores.ts';
import { eventually, startShop, type Shop } from './support/shop.ts';

interface Change {
  commit: CommitName;
  /** Prepares it; what it returns makes it. */
  change: () => Promise<() => Promise<unknown>>;
}

/** Fails the server there, so many times. */
function failing(point: Failpoint, times: number): Disposable & { reached: () => number } {
  let reached = 0;
  const armed = armFailpoint(point, () => {
    reached += 1;
    if (reached <= times) throw new Error(`failed at ${point}`);
  });
  return { reached: () => reached, [Symbol.dispose]: () => armed[Symbol.dispose]() };
}

onEachStore('a server that fails at a commit', (database) => {
  let shop: Shop;
  let admin: Admin;
  let store: Store;
  let ahead = 0;
  before(async () => {
    shop = await startShop({
      database: database.url,
      checkout: { operators: 'tokens', now: () => Date.now() + ahead },
    });
    admin = await asOperator(shop.url, shop.checkout);
    store = await openStore(database.url);
  });
  after(async () => {
    await store.close();
    await shop.stop();
  });

  async function paid(): Promise<string> {
    const order = shop.order();
    const { body } = await shop.intent(order);
    await shop.confirm(body.clientSecret);
    await eventually(
      () => detail(body.paymentId),
      ({ notifications }) => notifications[0]?.state === 'delivered',
    );
    return body.paymentId;
  }
  const detail = async (id: string) => (await admin.get<PaymentDetail>(`/payments/${id}`)).body;

  describe('has done the whole of a change, or nothing', () => {
    const changes: Record<string, Change> = {
      'of the capture': {
        commit: 'operator-setting',
        async change() {
          const { version, mode } = (await admin.get<CaptureView>('/settings/capture')).body;
          const request = { version, mode, captureHoursBefore: 30 };
          return async () => {
            const { status } = await admin.put('/settings/capture', request);
            assert.equal(status, 500);
          };
        },
      },
      'of the methods': {
        commit: 'operator-setting',
        async change() {
          const { version, order } = (await admin.get<MethodsView>('/settings/methods')).body;
          const request = { version, order, methods: { ideal: { enabled: false } } };
          return async () => {
            const { status } = await admin.put('/settings/methods', request);
            assert.equal(status, 500);
          };
        },
      },
      'that makes an operator': {
        commit: 'operator',
        change: () =>
          Promise.resolve(() => tokens().create({ name: 'Bea', scopes: ['view'] }, 'test')),
      },
      'that revokes an operator': {
        commit: 'operator',
        async change() {
          const { operator } = await tokens().create({ name: 'Cas', scopes: ['view'] }, 'test');
          return () => tokens().revoke(operator.id, 'test');
        },
      },
      'that signs an operator in': {
        commit: 'operator-session',
        async change() {
          const { operator } = await tokens().create({ name: 'Dan', scopes: ['view'] }, 'test');
          return () => createOperatorSessions({ store, now: Date.now }).open(operator.id);
        },
      },
      'that sends a notification again': {
        commit: 'notification-resent',
        async change() {
          const [notification] = (await detail(await paid())).notifications;
          const context = partialContext({ store, now: Date.now, wake: () => undefined });
          return () => resend(context, notification?.id ?? '', 'test');
        },
      },
    };
    const tokens = () => createOperatorTokens({ store, now: Date.now });
    const count = async (table: 'audit' | 'operator' | 'operator_session') =>
      Number(
        (
          await store.db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      );
    /** All that the changes touch; each leaves a line in the audit trail. */
    const books = async () => ({
      audit: await count('audit'),
      operators: await store.db.selectFrom('operator').select(['id', 'revoked_at']).execute(),
      sessions: await count('operator_session'),
      settings: await store.db
        .selectFrom('setting')
        .select(['name', 'value'])
        .where('name', 'in', ['shop.capture', 'shop.methods'])
        .orderBy('name')
        .execute(),
      notifications: await store.db.selectFrom('outbox').select(['id', 'delivered_at']).execute(),
    });

    /** The books before and after a change during which the server fails. */
    async function failed({ commit, change }: Change, moment: 'before-commit' | 'after-commit') {
      const act = await change();
      const earlier = await books();
      using point = failing(`${commit}:${moment}`, 1);
      await act().catch(expected);
      assert.equal(point.reached(), 1);
      return { earlier, later: await books() };
    }

    for (const [name, change] of Object.entries(changes)) {
      it(`${name}: nothing before the commit`, async () => {
        const { earlier, later } = await failed(change, 'before-commit');
        assert.deepEqual(later, earlier);
      });

      it(`${name}: the whole after it`, async () => {
        const { earlier, later } = await failed(change, 'after-commit');
        const { audit, ...others } = later;
        const { audit: auditEarlier, ...othersEarlier } = earlier;
        assert.equal(audit, auditEarlier + 1);
        assert.notDeepEqual(others, othersEarlier);
      });
    }
  });

  describe('takes the payment, and tells the shop', () => {
    const points: Failpoint[] = (
      ['inbox', 'lease', 'hint', 'facts', 'notification-claimed', 'notification-settled'] as const
    ).flatMap((name) => [`${name}:before-commit` as const, `${name}:after-commit` as const]);

    for (const point of points) {
      it(`after failures at ${point}`, async () => {
        const order = shop.order();
        const { body } = await shop.intent(order);
        using failures = failing(point, 2);
        await shop.confirm(body.clientSecret);
        // The return page asks at once; the next asker, and the server itself, find what it left.
        await shop.checkout.payments.sync(body.paymentId).catch(expected);
        const found = await eventually(
          () => {
            ahead += 500; // Leases and claims of what has failed end by themselves.
            return detail(body.paymentId);
          },
          ({ notifications }) => notifications[0]?.state === 'delivered',
        );
        assert.ok(failures.reached() > 0);
        assert.deepEqual([found.payment.state, found.payment.captured], ['paid', 4200]);
        const told = shop.notifications.filter(({ payment }) => payment.orderId === order);
        // Twice, it may be, but then with one id.
        assert.deepEqual(
          told.map(({ kind }) => kind).filter((kind) => kind !== 'paid'),
          [],
        );
        assert.equal(new Set(told.map(({ id }) => id)).size, 1);
      });
    }
  });
});

function expected(error: unknown): void {
  assert.match(String(error), /failed at/);
}
