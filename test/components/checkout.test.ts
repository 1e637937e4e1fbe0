import { expect, fixture, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { accessibility } from './support/accessibility.ts';
import {
  checkoutPage,
  choose,
  fillCard,
  inside,
  intents,
  methodsShown,
  notice,
  order,
  part,
  payable,
  payButton,
  radios,
  text,
} from './support/page.ts';

describe('<tender-checkout>', () => {
  describe('accessibility', () => {
    accessibility(async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      return { element: checkout, outer: checkout };
    }, ['group Payment method', 'radio Card', 'button Pay €42.00']);
  });

  describe('the order', () => {
    it('is shown with what the server says is to be paid', async () => {
      const { checkout } = await checkoutPage({ amount: 1999 });
      await payable(checkout);
      expect(text(payButton(checkout))).to.contain('€19.99');
    });

    it('is never charged at another amount than was shown', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      await choose(checkout, 'card');
      await fillCard('4242424242424242');
      await order({ id: made.id, amount: 5000 });
      const failed = oneEvent(checkout, 'tender-failed');
      payButton(checkout).click();
      expect((await failed) as Event).to.have.property('code', 'order_changed');
      await waitUntil(() => notice(checkout) !== '');
      expect(notice(checkout)).to.contain('€42.00').and.to.contain('€50.00');
      expect(inside(checkout, '[role=status]').textContent).to.equal(notice(checkout));
      expect(await intents(made.id)).to.deep.equal([]);

      // What was typed is still there: pressing again pays the new amount.
      await payable(checkout);
      const paid = oneEvent(checkout, 'tender-paid');
      payButton(checkout).click();
      await paid;
      expect(await intents(made.id)).to.deep.equal([{ status: 'succeeded', amount: 5000 }]);
    });

    it('says when a refresh brings another amount', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      await order({ id: made.id, amount: 100 });
      await checkout.refresh();
      await nextFrame();
      expect(text(payButton(checkout))).to.contain('€1.00');
      expect(notice(checkout)).to.contain('€1.00');
    });

    it('that is paid already shows that, and no way to pay again', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      await choose(checkout, 'card');
      await fillCard('4242424242424242');
      const paid = oneEvent(checkout, 'tender-paid');
      payButton(checkout).click();
      await paid;
      checkout.remove();
      const again = await fixture(
        html`<tender-checkout order=${made.token} endpoint=${made.endpoint}></tender-checkout>`,
      );
      await oneEvent(again, 'tender-paid');
      expect(inside(part(again, 'tender-status'), '.paid')).to.exist;
      expect(part(again, 'tender-pay').getBoundingClientRect().height).to.equal(0);
    });

    it('that does not exist gives words for the shopper and a button to try again', async () => {
      const { endpoint } = await order();
      const checkout = await fixture(
        html`<tender-checkout order="no-such-token" endpoint=${endpoint}></tender-checkout>`,
      );
      await waitUntil(() => text(inside(checkout, '.unavailable')).length > 20);
      expect(text(inside(checkout, '.unavailable'))).to.contain('not valid');
    });
  });

  describe('paying', () => {
    it('tells why a card was declined, and takes another one', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      await choose(checkout, 'card');
      await fillCard('4000000000000002');
      const failed = oneEvent(checkout, 'tender-failed');
      payButton(checkout).click();
      await failed;
      await waitUntil(() => notice(checkout).includes('declined'));
      expect(await intents(made.id)).to.deep.equal([
        { status: 'requires_payment_method', amount: 4200 },
      ]);
    });

    it('happens once, however often the button is pressed', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      await choose(checkout, 'card');
      await fillCard('4242424242424242');
      let started = 0;
      checkout.addEventListener('tender-before-pay', () => (started += 1));
      const paid = oneEvent(checkout, 'tender-paid');
      for (let press = 0; press < 3; press += 1) payButton(checkout).click();
      void checkout.pay();
      await paid;
      expect(started).to.equal(1);
      expect(await intents(made.id)).to.have.lengthOf(1);
    });

    it('is kept from starting by the page', async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      checkout.addEventListener('tender-before-pay', (event) => event.preventDefault());
      await checkout.pay();
      expect(payButton(checkout).getAttribute('aria-disabled')).to.equal('false');
      expect(await intents(made.id)).to.deep.equal([]);
    });

    it('goes on in one of two checkouts on a page only', async () => {
      const first = await checkoutPage();
      const second = await checkoutPage();
      await payable(first.checkout);
      await payable(second.checkout);
      let started = 0;
      for (const { checkout } of [first, second]) {
        checkout.addEventListener('tender-before-pay', () => (started += 1));
        void checkout.pay();
      }
      expect(started).to.equal(1);
    });

    it('is possible again when a checkout was taken away while it checked its form', async () => {
      const gone = await checkoutPage();
      await payable(gone.checkout);
      const failed = oneEvent(gone.checkout, 'tender-failed');
      void gone.checkout.pay();
      gone.checkout.remove();
      await failed;
      const { checkout } = await checkoutPage();
      await payable(checkout);
      const started = oneEvent(checkout, 'tender-before-pay');
      void checkout.pay();
      await started;
    });

    it('is possible inside a closed shadow root of the page', async () => {
      const made = await order({ customer: { country: 'BE' } });
      const shell = await fixture<HTMLElement>(html`<div></div>`);
      // eslint-disable-next-line wc/no-closed-shadow-root -- a shop's own component may have one
      const root = shell.attachShadow({ mode: 'closed' });
      const checkout = document.createElement('tender-checkout');
      checkout.order = made.token;
      checkout.endpoint = made.endpoint;
      root.append(checkout);
      await checkout.updateComplete;
      await payable(checkout);
      const mount = shell.querySelector('div iframe')?.getRootNode();
      expect(mount).to.equal(document);
    });

    it('is possible again after the checkout was moved', async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
      elsewhere.append(checkout);
      await checkout.updateComplete;
      await payable(checkout);
      expect(radios(checkout).length).to.be.greaterThan(0);
    });
  });

  describe('what it shows', () => {
    it('is composed by itself, or by the page', async () => {
      const own = await checkoutPage(
        {},
        html`<p>Mine</p>
          <tender-methods></tender-methods>`,
      );
      await methodsShown(own.checkout);
      expect(own.checkout.shadowRoot?.querySelector('tender-methods')).to.equal(null);
      expect(
        own.checkout.querySelector('tender-methods')?.getBoundingClientRect().height,
      ).to.be.above(0);
    });

    it('takes texts from slots', async () => {
      const { checkout } = await checkoutPage({}, html`<b slot="pay-label">Buy now</b>`);
      await payable(checkout);
      const slot = inside(part(checkout, 'tender-pay'), 'slot[name=pay-label]') as HTMLSlotElement;
      expect(slot.assignedElements({ flatten: true }).map(text)).to.deep.equal(['Buy now']);
    });

    it('is in the language asked for, from right to left where that is so', async () => {
      const { checkout } = await checkoutPage();
      checkout.locale = 'ar';
      await waitUntil(() => inside(checkout, 'div').dir === 'rtl');
      await methodsShown(checkout);
      const radio = radios(checkout)[0];
      const row = radio?.closest('label');
      const centre = (element?: Element | null): number => {
        const { left = 0, width = 0 } = element?.getBoundingClientRect() ?? {};
        return left + width / 2;
      };
      expect(centre(radio)).to.be.above(centre(row));
    });

    it('asks for the country when nobody knows it, and offers what fits there', async () => {
      const { checkout } = await checkoutPage({ customer: {} });
      await methodsShown(checkout);
      const types = (): string[] => radios(checkout).map(({ value }) => value);
      expect(types()).not.to.contain('ideal');
      const select = inside(part(checkout, 'tender-methods'), 'select') as HTMLSelectElement;
      await waitUntil(() => select.options.length > 1);
      select.value = 'NL';
      const changed = oneEvent(checkout, 'tender-country-change');
      select.dispatchEvent(new Event('change'));
      await changed;
      await waitUntil(() => types().includes('ideal'));
      expect(inside(part(checkout, 'tender-methods'), 'select')).to.exist;
    });

    it('says so when no method fits', async () => {
      const { checkout } = await checkoutPage({ amount: 1, capture: 'manual' });
      const empty = (): HTMLElement => inside(part(checkout, 'tender-methods'), '.list .empty');
      await waitUntil(() => part(checkout, 'tender-methods').shadowRoot?.querySelector('.empty'));
      expect(empty().hidden).to.equal(false);
      expect(part(checkout, 'tender-pay').getBoundingClientRect().height).to.equal(0);
    });
  });
});
