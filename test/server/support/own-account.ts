/** A shop whose webhook is yet to be made, and that operators can configure. */
import type { CheckoutOptions } from '../../../server/index.ts';
import { asOperator, type Admin } from './admin.ts';
import { startShop, type Shop } from './shop.ts';

export interface OwnAccount {
  shop: Shop;
  admin: Admin;
}

/** The server stands at the root of its origin. */
export async function startOwnAccount(
  database: string,
  options: Partial<CheckoutOptions> = {},
): Promise<OwnAccount> {
  const shop = await startShop({
    database,
    webhooks: false,
    checkout: ({ url, sandbox: { publishableKey, secretKey, url: apiUrl } }) => ({
      stripe: { publishableKey, secretKey, apiUrl },
      operators: 'tokens',
      origin: url,
      path: '',
      ...options,
    }),
  });
  return { shop, admin: await asOperator(shop.url, shop.checkout) };
}
