import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeliveryError } from '../../../server/notifications/delivery-error.ts';
import type { Attention } from '../../../server/payments/admin-contract.ts';
import { asOperator } from '../support/admin.ts';
import { eventually, startShop } from '../support/shop.ts';
import { onEachStore } from '../support/stores.ts';

onEachStore('what waits for an operator', (database) => {
  describe('notifications that were given up', () => {
    it('are listed with their payment until they are delivered', async () => {
      let closed = true;
      const shop = await startShop({
        database: database.url,
        checkout: {
          operators: 'tokens',
          on: {
            paid: () => {
              if (closed) throw new DeliveryError('the shop is closed', { final: true });
            },
          },
        },
      });
      const admin = await asOperator(shop.url, shop.checkout);
      const parked = async () => (await admin.get<Attention>('/attention')).body.parked;

      const { body } = await shop.intent(shop.order({ id: 'PARKED-1' }));
      await shop.confirm(body.clientSecret);
      const [notification] = await eventually(parked, ({ length }) => length > 0);
      assert.deepEqual(
        [notification?.orderId, notification?.paymentId, notification?.kind],
        ['PARKED-1', body.paymentId, 'paid'],
      );
      assert.equal(notification?.lastError, 'the shop is closed');

      closed = false;
      await admin.post(`/notifications/${notification.id}/resend`);
      await eventually(parked, ({ length }) => length === 0);
      await shop.stop();
    });
  });
});
