/** What the checkout's operator would see of its methods, for the shopper who looks at a page. */
import { paymentMethods, type CaptureMode, type Country } from '../../server/methods/index.ts';
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
  /** Country of the Stripe account. */
  account: string;
  offered: { type: string; label: string; held: boolean }[];
  hidden: { type: string; label: string; why: string }[];
}

/** Part of what `GET /admin/methods` answers. */
interface Report {
  account: { country: string };
  offered: { type: string; label: string; capture: 'automatic' | 'manual' }[];
  hidden: { type: string; words: string[] }[];
}

/** Asks the checkout's back office; with a `change`, posts that. */
export type AskOperator = (path: string, change?: object) => Promise<Response>;

/** @throws Error with what the checkout says when it can't tell, as when Stripe is out of reach. */
export async function methodsFor(
  askOperator: AskOperator,
  { country, currency, amount, capture }: Purchase,
): Promise<MethodsInWords> {
  const query = new URLSearchParams({ country, currency, amount: String(amount), capture });
  const response = await askOperator(`/admin/methods?${query.toString()}`);
  if (!response.ok) {
    const { error } = (await response.json()) as { error: { message: string } };
    throw new Error(error.message);
  }
  const { account, offered, hidden } = (await response.json()) as Report;
  return {
    account: account.country,
    offered: offered.map(({ type, label, capture }) => ({
      type,
      label,
      held: capture === 'manual',
    })),
    hidden: hidden.map(({ type, words }) => ({
      type,
      label: paymentMethods.get(type)?.label ?? type,
      why: words.join('; '),
    })),
  };
}

/** How orders that name no mode are captured; the back office can change it. */
export async function usualCapture(askOperator: AskOperator): Promise<CaptureMode> {
  const response = await askOperator('/admin/settings/capture');
  if (!response.ok) return 'automatic';
  return ((await response.json()) as { mode: CaptureMode }).mode;
}
