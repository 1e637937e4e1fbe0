import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import type { TenderCheckout } from '../../components/index.ts';
import { accessibility } from './support/accessibility.ts';
import { checkoutPage, inside, methodsShown, part, payable, text } from './support/page.ts';

const express = (checkout: TenderCheckout) => part(checkout, 'tender-express');

/** Waits until Stripe said which wallets there are. */
const settled = (checkout: TenderCheckout): Promise<void> =>
  waitUntil(() => !express(checkout).shadowRoot?.querySelector('.waiting'), 'no answer of Stripe', {
    timeout: 8000,
  });

/** Whether Stripe's buttons take up space where the element is. */
function hasButtons(checkout: TenderCheckout): boolean {
  const slot = inside(express(checkout), '.buttons slot') as HTMLSlotElement;
  const frames = slot.assignedElements({ flatten: true });
  return frames.some((frame) => frame.getBoundingClientRect().height > 0);
}

describe('<tender-express>', () => {
  describe('accessibility', () => {
    accessibility(async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      await settled(checkout);
      return { element: express(checkout), outer: checkout };
    }, ['group Express checkout']);

    it('comes before the methods, in the order of the page and of the keyboard', async () => {
      const { checkout } = await checkoutPage();
      await payable(checkout);
      const order = express(checkout).compareDocumentPosition(part(checkout, 'tender-methods'));
      expect(order & Node.DOCUMENT_POSITION_FOLLOWING).to.be.above(0);
    });
  });

  it('shows the wallets that Stripe finds, and a divider below', async () => {
    const { checkout } = await checkoutPage();
    await settled(checkout);
    expect(hasButtons(checkout)).to.equal(true);
    expect(text(inside(express(checkout), '.divider'))).to.equal('or');
  });

  it('takes no space, and shows no divider, when no wallet fits', async () => {
    // Wallets are paid with a card, of which Stripe takes no such amount.
    const { checkout } = await checkoutPage({ amount: 1 });
    await waitUntil(() => express(checkout).getBoundingClientRect().height === 0);
    expect(inside(express(checkout), '.divider').getBoundingClientRect().height).to.equal(0);
  });

  it('keeps the space of its buttons while Stripe is asked', async () => {
    const { checkout } = await checkoutPage();
    await methodsShown(checkout);
    const below = inside(express(checkout), '.divider');
    const before = below.getBoundingClientRect().top;
    await settled(checkout);
    await nextFrame();
    expect(below.getBoundingClientRect().top).to.equal(before);
  });

  it('takes the word of its divider from a slot', async () => {
    const { checkout } = await checkoutPage({}, html`<i slot="express-divider">or else</i>`);
    await settled(checkout);
    const slot = inside(express(checkout), 'slot[name=express-divider]') as HTMLSlotElement;
    expect(slot.assignedElements({ flatten: true }).map(text)).to.deep.equal(['or else']);
  });
});
