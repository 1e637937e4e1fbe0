import { expect, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { TenderMethodChangeEvent } from '../../components/index.ts';
import { accessibility, media } from './support/accessibility.ts';
import {
  checkoutPage,
  choose,
  inside,
  methodsShown,
  order,
  part,
  payable,
  radios,
  text,
} from './support/page.ts';

describe('<tender-methods>', () => {
  describe('accessibility', () => {
    accessibility(async () => {
      const { checkout } = await checkoutPage({ customer: {} });
      await payable(checkout);
      return { element: part(checkout, 'tender-methods'), outer: checkout };
    }, ['group Payment method', 'combobox Your country', 'radio Card', 'radio PayPal']);

    it('is one stop for the keyboard, and arrow keys choose within it', async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      const [first, second] = radios(checkout);
      const before = document.createElement('button');
      checkout.before(before);
      before.focus();
      while (part(checkout, 'tender-methods').shadowRoot?.activeElement !== first) {
        await sendKeys({ press: 'Tab' });
      }
      const changed = oneEvent(checkout, 'tender-method-change');
      await sendKeys({ press: 'ArrowDown' });
      expect((await changed) as Event).to.have.property('method', second?.value);
      expect(second?.checked).to.equal(true);
      expect(part(checkout, 'tender-methods').shadowRoot?.activeElement).to.equal(second);
      before.remove();
    });

    it('shows the focus on the whole row', async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      const [first] = radios(checkout);
      first?.focus();
      await sendKeys({ press: 'ArrowDown' });
      const row = radios(checkout)[1]?.closest('.method');
      expect(row && getComputedStyle(row).outlineStyle).to.equal('solid');
    });

    it('leaves its radios to the browser when that takes all colours away', async () => {
      await media({ 'forced-colors': 'active' });
      const { checkout } = await checkoutPage();
      await methodsShown(checkout);
      const chosen = radios(checkout).find(({ checked }) => checked);
      expect(chosen && getComputedStyle(chosen).appearance).to.equal('auto');
      const row = chosen?.closest('.method');
      expect(row && getComputedStyle(row).outlineStyle).to.equal('solid');
    });

    it('has rows that a thumb hits', async () => {
      const { checkout } = await checkoutPage();
      await methodsShown(checkout);
      for (const radio of radios(checkout)) {
        const { height = 0 } = radio.closest('label')?.getBoundingClientRect() ?? {};
        expect(height).to.be.at.least(44);
      }
    });

    it('describes the chosen method by what will happen', async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      await choose(checkout, 'bancontact');
      const radio = radios(checkout).find(({ checked }) => checked);
      const methods = part(checkout, 'tender-methods');
      const hint = inside(methods, `#${radio?.getAttribute('aria-describedby')}`);
      expect(text(hint)).to.equal('You will be sent to Bancontact to pay');
    });
  });

  it('says that money is held until it ships', async () => {
    const { checkout } = await checkoutPage({ capture: 'manual' });
    await payable(checkout);
    await choose(checkout, 'card');
    expect(text(inside(part(checkout, 'tender-methods'), '.chosen .hint'))).to.equal(
      'Held now, charged when shipped',
    );
  });

  it('names what is no brand in the language of the page', async () => {
    const { checkout } = await checkoutPage();
    checkout.locale = 'de';
    const names = (): string[] =>
      radios(checkout).map((radio) => text(radio.closest('label') ?? radio));
    await waitUntil(() => names().includes('Karte'));
    expect(names()).to.include.members(['SEPA-Lastschrift', 'Überweisung', 'PayPal']);
  });

  it('shows a blank card in place of a mark that is not there', async () => {
    const { checkout } = await checkoutPage();
    await methodsShown(checkout);
    const image = inside(part(checkout, 'tender-methods'), 'img') as HTMLImageElement;
    image.src = '/no-such-mark.svg';
    await waitUntil(() => image.hidden);
  });

  it('keeps the chosen method when the order changes, as long as it is offered', async () => {
    const { checkout, order: made } = await checkoutPage();
    await payable(checkout);
    await choose(checkout, 'paypal');
    await order({ id: made.id, amount: 5000 });
    await checkout.refresh();
    await nextFrame();
    expect(radios(checkout).find(({ checked }) => checked)?.value).to.equal('paypal');

    // Bank transfers can't be held.
    await choose(checkout, 'customer_balance');
    const changed = oneEvent(checkout, 'tender-method-change');
    await order({ id: made.id, capture: 'manual' });
    await checkout.refresh();
    const { method } = (await changed) as unknown as TenderMethodChangeEvent;
    expect(radios(checkout).find(({ checked }) => checked)?.value).to.equal(method);
    expect(method).not.to.equal('customer_balance');
  });

  it('takes its heading and its message from slots', async () => {
    const { checkout } = await checkoutPage(
      { amount: 1, capture: 'manual' },
      html`<i slot="methods-heading">How?</i>
        <p slot="methods-empty">Call us.</p>`,
    );
    const methods = part(checkout, 'tender-methods');
    await waitUntil(() => methods.shadowRoot?.querySelector('.empty'));
    for (const [name, words] of [
      ['methods-heading', 'How?'],
      ['methods-empty', 'Call us.'],
    ] as const) {
      const slot = inside(methods, `slot[name=${name}]`) as HTMLSlotElement;
      expect(slot.assignedElements({ flatten: true }).map(text)).to.deep.equal([words]);
    }
  });
});
