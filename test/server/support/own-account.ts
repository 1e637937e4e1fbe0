/** A shop whose webhook is yet to be made, and that operators can configure. */
import type { CheckoutOptions } from '../../../server/index.ts';
import { asOperator, type Admin } from './admin.ts';
import { startShop, type Shop, type ShopOptions } from './shop.ts';

export interface OwnAccount {
  shop: Shop;
  admin: Admin;
}

/**
 * The server stands at the root of its origin.
 *
 * @param keys `false`: they are yet to be entered, as `pk_test_sandbox` and `sk_test_sandbox`
 */
export async function startOwnAccount(
  database: string,
  {
    keys = true,
    sandbox,
    ...options
  }: Partial<CheckoutOptions> & Pick<ShopOptions, 'sandbox'> & { keys?: boolean } = {},
): Promise<OwnAccount> {
  const shop = await startShop({
    database,
    webhooks: false,
    ...(sandbox && { sandbox }),
    checkout: ({ url, sandbox: { publishableKey, secretKey, url: apiUrl } }) => ({
      stripe: keys ? { publishableKey, secretKey, apiUrl } : { apiUrl },
      operators: 'tokens',
      origin: url,
      path: '',
      ...options,
    }),
  });
  return { shop, admin: await asOperator(shop.url, shop.checkout) };
}
