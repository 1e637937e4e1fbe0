/**
 * The tables, the same on SQLite and PostgreSQL.
 *
 * Ids are text, money is integer minor units beside its currency, times are milliseconds since 1970,
 * flags are 0 or 1, and JSON is kept as text: each is the one form that both stores hold exactly.
 *
 * @module
 */
import type { ColumnType, Insertable, Selectable } from 'kysely';

/** One attempt at paying an order: one PaymentIntent at most, and the facts Stripe last told us. */
export interface PaymentTable {
  id: string;
  order_id: string;
  /** 1 for the order's first PaymentIntent, 2 for the one that replaced it, and so on. */
  attempt: number;
  livemode: number;
  /** `pi_…`; null until Stripe has answered the create call. */
  intent_id: string | null;
  /** The client secret, sealed: see `settings/seal.ts`. */
  client_secret: string | null;
  /** The types that Stripe lets the PaymentIntent be paid with (JSON). */
  method_types: string | null;
  amount: number;
  currency: string;
  capture_method: 'automatic' | 'manual';
  /** What the shopper chose last, such as `ideal` or `apple_pay`. */
  method: string;
  country: string | null;
  /** Of the Elements configuration that the PaymentIntent was made from. */
  fingerprint: string;
  /** The order as the shop described it when the PaymentIntent was made or last updated (JSON). */
  order_snapshot: string;
  email: string | null;
  /** `PaymentRecord` (JSON): the facts with their refunds and disputes; null until the first answer. */
  record: string | null;
  // What is listed, filtered and added up, taken from the record whenever it is written.
  state: 'open' | 'processing' | 'authorized' | 'paid' | 'canceled';
  capturable: number;
  captured: number;
  refunded: number;
  /** What disputes took. */
  disputed: number;
  /** 1 while a dispute is open or was lost, also one that took nothing yet. */
  contested: ColumnType<number, number | undefined>;
  /** Of the latest charge, `ch_…` or `py_…`. */
  charge_id: string | null;
  /** Until when a hold can be captured, where Stripe says it. */
  capture_before: number | null;
  /** How many declines and failures this attempt has seen. */
  failures: number;
  /** Raised whenever the facts change. */
  version: number;
  /** Raised by every hint that Stripe may know something newer. */
  dirty: number;
  /** What `dirty` was when the facts now held were asked for. */
  synced: number;
  synced_at: number | null;
  /** When to ask Stripe next; null when nothing more is expected. */
  sync_at: number | null;
  /** Syncs since the facts last changed, failed ones included: spaces out the next. */
  sync_attempts: number;
  /** The fencing token: raised by each claim; a holder writes only while it is still his. */
  lease_token: number;
  lease_until: number | null;
  /** The highest `seq` given to one of the payment's notifications. */
  outbox_seq: number;
  created_at: number;
  updated_at: number;
}

/** How many payments there are of a state and currency, and what they come to. */
export interface PaymentTotalTable {
  state: PaymentTable['state'];
  currency: string;
  count: number;
  amount: number;
  capturable: number;
  captured: number;
  refunded: number;
  disputed: number;
}

/** A refund, as the payment's facts have it: a row of its own so that it is found by its id. */
export interface RefundTable {
  /** `re_…` */
  id: string;
  payment_id: string;
  /** In the payment's currency. */
  amount: number;
  status: string;
  reason: string | null;
  failure_reason: string | null;
  /** The operation that made it; null when it was not made through Tender. */
  operation_id: string | null;
  created_at: number;
}

/** A dispute, as the payment's facts have it. */
export interface DisputeTable {
  /** `du_…` or `dp_…` */
  id: string;
  payment_id: string;
  /** In `currency`, which may not be the payment's. */
  amount: number;
  currency: string;
  status: string;
  reason: string;
  created_at: number;
}

/**
 * A Stripe event that was accepted. Its PaymentIntent's id and its own are the key: the receipt that
 * makes a second delivery harmless.
 */
export interface InboxTable {
  id: string;
  type: string;
  intent_id: string;
  /** `metadata.tender_payment` where the event's object carries it. */
  payment_ref: string | null;
  /** When the event happened, by Stripe's clock. */
  created: number;
  received_at: number;
  /** The PaymentIntent of a final event (JSON), kept while it may save a call to Stripe. */
  payload: string | null;
  state: 'pending' | 'done' | 'foreign';
  attempts: number;
  /** When to look again for the payment of an event that is still pending. */
  run_at: number;
}

/** Something that Stripe is asked to do, written down before it is asked. Its id is the idempotency key. */
export interface OperationTable {
  id: string;
  payment_id: string;
  kind: 'create' | 'update' | 'capture' | 'void' | 'refund';
  /** Null where the operation moves no stated amount, as a void. */
  amount: number | null;
  /** The parameters of the Stripe call, word for word (JSON): a repeat must send the same. */
  params: string;
  status: 'pending' | 'unknown' | 'succeeded' | 'failed';
  /** Who asked: an operator's id, `shopper` or `system`. */
  actor: string;
  /** The caller's own `Idempotency-Key`. */
  request_key: string | null;
  /** Id of the Stripe object that came of it. */
  result: string | null;
  error_code: string | null;
  attempts: number;
  /** When the janitor takes an unresolved one up; null once it is resolved. */
  run_at: number | null;
  created_at: number;
  updated_at: number;
}

/** A notification to the shop. */
export interface OutboxTable {
  id: string;
  payment_id: string;
  /** 1, 2, 3 … within the payment: the order of delivery. */
  seq: number;
  kind: string;
  /** Says what happened, once and for all: a fact that is found twice is notified once. */
  dedupe_key: string;
  /** What the callback is given (JSON). */
  body: string;
  state: 'pending' | 'delivered' | 'parked';
  attempts: number;
  /** When to deliver; pushed ahead while a delivery runs, so that a crash only delays it. */
  run_at: number;
  last_error: string | null;
  created_at: number;
  delivered_at: number | null;
}

/** What must never be and was: shown to the operator, never acted on. */
export interface AlarmTable {
  id: string;
  dedupe_key: string;
  kind: string;
  payment_id: string | null;
  detail: string;
  created_at: number;
  resolved_at: number | null;
}

/** Who did what. Rows are only ever added. */
export interface AuditTable {
  id: string;
  actor: string;
  action: string;
  payment_id: string | null;
  operation_id: string | null;
  detail: string;
  created_at: number;
}

/** Named values: operator settings, sealed credentials, the cached account, cursors. */
export interface SettingTable {
  name: string;
  value: string;
  updated_at: number;
}

/** Someone, or some program, that may use the back office: the token it signs in with. */
export interface OperatorTable {
  /** The token's public part, `tdr_` and 16 hex digits. */
  id: string;
  /** Who holds it, for people. */
  name: string;
  /** Separated by spaces. */
  scopes: string;
  /** Base64url. */
  salt: string;
  /** Scrypt of the token's secret part, base64url. */
  hash: string;
  created_by: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

/** An operator who is signed in with a browser. */
export interface OperatorSessionTable {
  /** SHA-256 of what the cookie holds, base64url. */
  id: string;
  operator_id: string;
  created_at: number;
  /** Of the last request, give or take a minute. */
  seen_at: number;
}

/** Which client tried to pay which payment: what a card tester's failures are counted by. */
export interface AttemptTable {
  /** The keyed hash of an address. */
  client: string;
  payment_id: string;
  /** Of the last request. */
  seen_at: number;
}

export interface Schema {
  payment: PaymentTable;
  payment_total: PaymentTotalTable;
  refund: RefundTable;
  dispute: DisputeTable;
  inbox: InboxTable;
  operation: OperationTable;
  outbox: OutboxTable;
  alarm: AlarmTable;
  audit: AuditTable;
  setting: SettingTable;
  operator: OperatorTable;
  operator_session: OperatorSessionTable;
  attempt: AttemptTable;
}

export type Payment = Selectable<PaymentTable>;
export type NewPayment = Insertable<PaymentTable>;
export type PaymentTotal = Selectable<PaymentTotalTable>;
export type InboxEvent = Selectable<InboxTable>;
export type Operation = Selectable<OperationTable>;
export type OutboxRow = Selectable<OutboxTable>;
export type AuditRow = Selectable<AuditTable>;
export type OperatorRow = Selectable<OperatorTable>;
