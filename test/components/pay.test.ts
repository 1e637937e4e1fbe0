import { expect, fixture, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { TenderCheckout } from '../../components/index.ts';
import { accessibility, accessibilityTree, animations, media } from './support/accessibility.ts';
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
  text,
} from './support/page.ts';

describe('<tender-pay>', () => {
  describe('accessibility', () => {
    accessibility(async () => {
      const { checkout, order: made } = await checkoutPage();
      await payable(checkout);
      // With something to say beside the button.
      await order({ id: made.id, amount: 4300 });
      await checkout.refresh();
      await nextFrame();
      return { element: part(checkout, 'tender-pay'), outer: checkout };
    }, ['button Pay €43.00']);

    for (const [name, key] of Object.entries({ Enter: 'Enter', Space: ' ' })) {
      it(`is pressed by ${name}`, async () => {
        const { checkout, order: made } = await checkoutPage();
        await payable(checkout);
        await choose(checkout, 'card');
        await fillCard('4242424242424242');
        payButton(checkout).focus();
        const paid = oneEvent(checkout, 'tender-paid');
        await sendKeys({ press: key });
        await paid;
        expect(await intents(made.id)).to.have.lengthOf(1);
      });
    }

    it('can be found, and says that it is busy, while nothing can be paid', async () => {
      const { checkout } = await checkoutPage();
      await methodsShown(checkout);
      const button = payButton(checkout) as HTMLButtonElement;
      // Not `disabled`, which would take it from the keyboard.
      expect(button.disabled).to.equal(false);
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      await whilePaying(checkout, async () => {
        expect(button.getAttribute('aria-busy')).to.equal('true');
        expect(part(checkout, 'tender-pay').shadowRoot?.activeElement).to.equal(button);
        expect(await accessibilityTree()).to.include('button Paying…');
        expect(animations()).to.deep.equal(['turn']);
      });
    });

    it('does not turn, while it is busy, for those who want no motion', async () => {
      await media({ 'prefers-reduced-motion': 'reduce' });
      const { checkout } = await checkoutPage();
      await whilePaying(checkout, () => expect(animations()).to.deep.equal([]));
    });
  });

  it('shows the amount as it is written where the shopper is', async () => {
    const { checkout } = await checkoutPage({ amount: 123456 });
    checkout.locale = 'de-AT';
    await payable(checkout);
    while (!text(payButton(checkout)).includes('bezahlen')) await nextFrame();
    const expected = new Intl.NumberFormat('de-AT', { style: 'currency', currency: 'EUR' });
    expect(text(payButton(checkout))).to.equal(`${text(span(expected.format(1234.56)))} bezahlen`);
  });

  it('does nothing outside a checkout but tell the developer', async () => {
    const told: unknown[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => told.push(words[0]);
    const alone = await fixture<HTMLElement>(html`<tender-pay></tender-pay>`);
    inside(alone, 'button').click();
    console.error = error;
    expect(String(told[0])).to.match(/https?:.*\/reference#part_outside_checkout$/);
  });

  it('says what went wrong until the shopper chooses another way', async () => {
    const { checkout } = await checkoutPage();
    await payable(checkout);
    await choose(checkout, 'card');
    await fillCard('4000000000000002');
    const failed = oneEvent(checkout, 'tender-failed');
    payButton(checkout).click();
    await failed;
    await nextFrame();
    expect(notice(checkout)).to.contain('declined');
    await choose(checkout, 'bancontact');
    expect(notice(checkout)).to.equal('');
  });

  it('takes its label and its note from slots', async () => {
    const { checkout } = await checkoutPage(
      {},
      html`<b slot="pay-label">Buy now</b><small slot="pay-note">Thanks!</small>`,
    );
    await payable(checkout);
    for (const [name, words] of [
      ['pay-label', 'Buy now'],
      ['pay-note', 'Thanks!'],
    ] as const) {
      const slot = inside(part(checkout, 'tender-pay'), `slot[name=${name}]`) as HTMLSlotElement;
      expect(slot.assignedElements({ flatten: true }).map(text)).to.deep.equal([words]);
    }
  });
});

/** Pays by card, and gets no further before the test has looked. */
async function whilePaying(checkout: TenderCheckout, look: () => unknown): Promise<void> {
  await payable(checkout);
  await choose(checkout, 'card');
  await fillCard('4242424242424242');
  payButton(checkout).focus();
  const paid = oneEvent(checkout, 'tender-paid');
  const looked = Promise.withResolvers<undefined>();
  const real = window.fetch.bind(window);
  window.fetch = async (...request) => {
    await looked.promise;
    return real(...request);
  };
  try {
    void checkout.pay();
    await nextFrame();
    await look();
  } finally {
    window.fetch = real;
    looked.resolve(undefined);
  }
  await paid;
}

/** Text as an element would show it. */
function span(content: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = content;
  return element;
}
