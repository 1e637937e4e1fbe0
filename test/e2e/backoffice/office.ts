/**
 * A shop of its own for each test of the back office: a checkout server, the sandbox behind it, and
 * operators who sign in at `/admin`.
 */
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import type { Checkout, OrderInput } from '../../../server/index.ts';
import { DeliveryError } from '../../../server/notifications/delivery-error.ts';
import type { Scope } from '../../../server/operators/scopes.ts';
import { startShop, type Shop } from '../../server/support/shop.ts';

export interface Office {
  shop: Shop;
  /** Whether the shop refuses to be told anything, for good. */
  closed: { value: boolean };
  /** An order that was paid by card: held, or taken at once. Gives its payment's id. */
  paid: (fields?: Partial<OrderInput>) => Promise<string>;
  /** A page in a browser of its own, where an operator has signed in. */
  signedIn: (token?: string, path?: string) => Promise<Page>;
}

const ALL: Scope[] = ['view', 'operate', 'configure'];

export const newToken = async (checkout: Checkout, scopes = ALL): Promise<string> =>
  (await checkout.operators.create({ name: 'Ann', scopes }, 'test')).token;

export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('Operator token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** As it is when a session has ended: the cookie opens nothing any more. */
export const endSession = (context: BrowserContext): Promise<void> => context.clearCookies();

/**
 * `environment`: keys and signing secret are set where the server runs. `no webhook`: the keys alone.
 * `none`: nothing is set, all is entered in the back office.
 */
type Keys = 'environment' | 'no webhook' | 'none';

export const test = base.extend<{ office: Office; keys: Keys }>({
  locale: 'en-GB',
  keys: ['environment', { option: true }],
  office: async ({ browser, keys, contextOptions }, use) => {
    const closed = { value: false };
    const tell = (): void => {
      if (closed.value) throw new DeliveryError('the shop is closed', { final: true });
    };
    const shop = await startShop({
      database: ':memory:',
      webhooks: keys === 'environment',
      checkout: ({ url, sandbox }) => ({
        ...(keys !== 'environment' && {
          stripe: {
            apiUrl: sandbox.url,
            ...(keys === 'no webhook' && {
              publishableKey: sandbox.publishableKey,
              secretKey: sandbox.secretKey,
            }),
          },
        }),
        operators: 'tokens',
        origin: url,
        path: '',
        on: { authorized: tell, paid: tell, canceled: tell, refunded: tell },
      }),
    });
    const contexts: BrowserContext[] = [];
    const sync = async (id: string, token: string): Promise<void> => {
      const headers = { authorization: `Bearer ${token}` };
      await fetch(`${shop.url}/admin/payments/${id}/sync`, { method: 'POST', headers });
    };
    await use({
      shop,
      closed,
      async paid(fields = {}) {
        const { body } = await shop.intent(shop.order(fields));
        await shop.confirm(body.clientSecret);
        await sync(body.paymentId, await newToken(shop.checkout));
        return body.paymentId;
      },
      async signedIn(token, path = '') {
        const context = await browser.newContext(contextOptions);
        contexts.push(context);
        const page = await context.newPage();
        await page.goto(`${shop.url}/admin${path}`);
        await signIn(page, token ?? (await newToken(shop.checkout)));
        await page.getByRole('button', { name: 'Sign out' }).waitFor();
        return page;
      },
    });
    for (const context of contexts) await context.close();
    await shop.stop();
  },
});

export { expect } from '@playwright/test';
