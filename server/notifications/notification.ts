/**
 * What a shop is told, and the callbacks that it is told through.
 *
 * @module
 */
import type { Change } from '../payments/changes.ts';
import type { PaymentFacts } from '../payments/facts.ts';
import type { PaymentState } from '../payments/state.ts';

/** What the shop is told of; an alarm is for the operator. */
export type NotifiedChange = Exclude<Change, { kind: 'alarm' }>;
export type NotificationKind = NotifiedChange['kind'];

/** The whole payment as it was when the change was found. */
export interface NotifiedPayment {
  id: string;
  orderId: string;
  state: PaymentState;
  /** Minor units, as all amounts here. */
  amount: number;
  currency: string;
  facts: PaymentFacts;
  /** Grows with each change: a receiver that has seen a higher one may drop this. */
  version: number;
}

/**
 * One change of one payment. `id` names what happened: it is the same each time this is delivered,
 * and a shop that stores it is told effectively once.
 */
export type Notification<Kind extends NotificationKind = NotificationKind> = {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  payment: NotifiedPayment;
} & ChangeOf<Kind, NotifiedChange>;

/** The changes of a kind; some that look alike share a type, which has more kinds than one. */
type ChangeOf<Kind extends NotificationKind, Change extends NotifiedChange> = Change extends unknown
  ? [Kind & Change['kind']] extends [never]
    ? never
    : Omit<Change, 'key' | 'kind'> & { kind: Kind & Change['kind'] }
  : never;

type Callback<Kind extends NotificationKind> = (
  notification: Notification<Kind>,
) => void | Promise<void>;

/**
 * Called at least once for each change, in order for each payment. One that throws, or takes more
 * than 15 seconds, is called again later. History may be collapsed: `paid` without `authorized`.
 */
export interface Callbacks {
  authorized?: Callback<'authorized'>;
  paid?: Callback<'paid'>;
  failed?: Callback<'failed'>;
  canceled?: Callback<'canceled'>;
  refunded?: Callback<'refunded'>;
  refundFailed?: Callback<'refund_failed'>;
  disputed?: Callback<'disputed'>;
  disputeClosed?: Callback<'dispute_closed'>;
}
