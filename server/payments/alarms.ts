import type { PaymentFacts } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { isKnown, viewOf } from './state.ts';

/** What our own books say of a payment: facts that differ are an alarm, never a fulfilment. */
export interface Recorded {
  readonly order: string;
  readonly payment: string;
  readonly livemode: boolean;
  readonly currency: string;
  readonly amount: number;
  /** What payments of this order that were captured before this one took and did not return. */
  readonly paidElsewhere: number;
}

export interface Alarm {
  /** `status`: one that this code does not know. `overpaid`: the order has more than its amount. */
  readonly about: 'order' | 'payment' | 'livemode' | 'currency' | 'amount' | 'overpaid' | 'status';
  readonly expected: string;
  readonly found: string;
}

/** Where the facts differ from our own books. */
export function alarmsOf(facts: PaymentFacts, recorded: Recorded): Alarm[] {
  const alarm = (about: Alarm['about'], expected: unknown, found: unknown): Alarm[] =>
    expected === found ? [] : [{ about, expected: String(expected), found: String(found) }];
  const compare = (about: 'order' | 'payment' | 'livemode' | 'currency' | 'amount') =>
    alarm(about, recorded[about], facts[about]);

  const { state } = viewOf(facts);
  // An open payment still follows its order, and changes at Stripe before it does in our books.
  const settled = state !== 'open' && state !== 'canceled';
  const terms = settled ? [...compare('currency'), ...compare('amount')] : [];
  const paid = facts.captured - facts.refunded + recorded.paidElsewhere;
  const overpaid = facts.captured > 0 && paid > recorded.amount && terms.length === 0;
  return [
    ...compare('order'),
    ...compare('payment'),
    ...compare('livemode'),
    ...terms,
    ...(overpaid ? alarm('overpaid', recorded.amount, paid) : []),
    ...(isKnown(facts.status) ? [] : alarm('status', 'a known one', facts.status)),
  ];
}

/** @throws {@link InvalidInputError} `invalid_payment_intent` */
export function checkRecorded(recorded: Recorded): void {
  const from = fieldsOf(recorded, 'recorded');
  from.text('order');
  from.text('payment');
  from.flag('livemode');
  from.text('currency');
  from.count('amount');
  from.count('paidElsewhere');
}
