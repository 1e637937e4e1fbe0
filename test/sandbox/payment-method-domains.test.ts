import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refusedBy } from '../support/refusal.ts';
import { sharedSandbox } from '../support/shared-sandbox.ts';

const sandbox = await sharedSandbox();
const { stripe } = sandbox;

describe('a payment method domain', () => {
  it('is registered once, disabled, enabled and validated', async () => {
    const domain = await stripe.paymentMethodDomains.create({ domain_name: 'Shop.example' });
    assert.equal(domain.domain_name, 'shop.example');
    assert.equal(domain.apple_pay.status, 'active');
    const again = await stripe.paymentMethodDomains.create({ domain_name: 'shop.example' });
    assert.equal(again.id, domain.id);
    const disabled = await stripe.paymentMethodDomains.update(domain.id, { enabled: false });
    assert.equal(disabled.apple_pay.status, 'inactive');
    const off = await stripe.paymentMethodDomains.list({ enabled: false });
    assert.equal(off.data.length, 1);
    await stripe.paymentMethodDomains.update(domain.id, { enabled: true });
    assert.equal(
      (await stripe.paymentMethodDomains.validate(domain.id)).google_pay.status,
      'active',
    );
    assert.equal((await stripe.paymentMethodDomains.retrieve(domain.id)).enabled, true);
    const { data } = await stripe.paymentMethodDomains.list({ domain_name: 'shop.example' });
    assert.equal(data.length, 1);
  });

  it('says why a wallet is not active', async () => {
    const local = await stripe.paymentMethodDomains.create({ domain_name: 'shop.invalid' });
    assert.equal(local.apple_pay.status, 'inactive');
    assert.match(local.apple_pay.status_details?.error_message ?? '', /could not reach/);
    const { id } = await stripe.accounts.retrieveCurrent();
    await stripe.accounts.updateCapability(id, 'klarna_payments', { requested: false });
    const { klarna, google_pay } = await stripe.paymentMethodDomains.validate(local.id);
    assert.deepEqual([klarna.status, google_pay.status], ['inactive', 'active']);
    assert.match(klarna.status_details?.error_message ?? '', /klarna_payments/);
    await refusedBy(stripe.paymentMethodDomains.create({ domain_name: 'https://shop.example/' }), {
      param: 'domain_name',
    });
  });
});
