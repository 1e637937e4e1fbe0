/** What the checkout's operator would see of its methods, for the shopper who looks at a page. */
import type { Checkout } from '../../server/index.ts';
import {
  explain,
  paymentMethods,
  type CaptureMode,
  type Country,
  type Reason,
} from '../../server/methods/index.ts';
import type { Currency } from '../../server/money/index.ts';

/** What is paid, and by whom. */
export interface Purchase {
  country: Country;
  currency: Currency;
  /** Minor units. */
  amount: number;
  capture: CaptureMode;
}

export interface MethodsInWords {
  /** Of the Stripe account. */
  account: string;
  offered: { type: string; label: string; held: boolean }[];
  hidden: { type: string; label: string; reasons: string[] }[];
}

/** As `GET /admin/methods` answers. */
interface Report {
  account: { country: Country };
  offered: { type: string; label: string; capture: 'automatic' | 'manual' }[];
  hidden: { type: string; reasons: Reason[] }[];
}

/** @throws Error with what the checkout says when it can't tell, as when Stripe is out of reach. */
export async function methodsFor(
  checkout: Checkout,
  operatorToken: string,
  purchase: Purchase,
): Promise<MethodsInWords> {
  const { country, currency, amount, capture } = purchase;
  const query = new URLSearchParams({ country, currency, amount: String(amount), capture });
  const response = await checkout.fetch(
    new Request(`http://checkout.internal/admin/methods?${query.toString()}`, {
      headers: { Authorization: `Bearer ${operatorToken}` },
    }),
  );
  if (!response.ok) {
    const { error } = (await response.json()) as { error: { message: string } };
    throw new Error(error.message);
  }
  const { account, offered, hidden } = (await response.json()) as Report;
  const context = { accountCountry: account.country, customerCountry: country, ...purchase };
  return {
    account: account.country,
    offered: offered.map(({ type, label, capture }) => ({
      type,
      label,
      held: capture === 'manual',
    })),
    hidden: hidden.map(({ type, reasons }) => ({
      type,
      label: paymentMethods.get(type)?.label ?? type,
      reasons: reasons.map((reason) => explain(type, reason, context)),
    })),
  };
}
