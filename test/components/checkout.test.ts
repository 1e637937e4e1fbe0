import { expect } from '@open-wc/testing';
import { checkoutPage, methodsShown, payable, payButton, radios, text } from './support/page.ts';

describe('<tender-checkout>', () => {
  describe('accessibility', () => {
    it('has nothing that axe objects to', async () => {
      const { checkout } = await checkoutPage();
      await methodsShown(checkout);
      await expect(checkout).to.be.accessible();
    });
  });

  it('shows the methods that fit, and what is to be paid', async () => {
    const { checkout } = await checkoutPage({ amount: 1999 });
    await payable(checkout);
    expect(
      radios(checkout)
        .map(({ checked }) => checked)
        .filter(Boolean),
    ).to.have.lengthOf(1);
    expect(text(payButton(checkout))).to.contain('€19.99');
  });
});
