/** The hint of docs/speed.md: the order is asked for by the page, and taken over by the element. */
import { checkoutTag, expect, payButton, test } from './shop.ts';

for (const [query, attribute] of [
  ['', ''],
  ['?country=NL', 'country="NL"'],
] as const) {
  test(`a page that preloads orders/TOKEN${query} has the order sent once`, async ({
    page,
    shop,
  }) => {
    const order = await shop.order({ customer: { country: 'BE' } });
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes(`/orders/${order.token}`)) sent.push(request.url());
    });
    const href = `${order.endpoint}/orders/${order.token}${query}`;
    await shop.show(
      page,
      `<link rel="preload" as="fetch" crossorigin href="${href}">${checkoutTag(order, attribute)}`,
    );
    await expect(payButton(page)).toHaveAttribute('aria-disabled', 'false');
    expect(sent).toEqual([href]);
  });
}
