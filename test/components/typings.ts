/**
 * Nothing here runs: the type check holds the tags and the events to the types that
 * docs/elements.md gives them.
 */
import type {
  TenderCheckout,
  TenderExpress,
  TenderMethods,
  TenderPay,
  TenderStatus,
} from '../../components/index.ts';
import type { PaymentStatus } from '../../server/contract.ts';

/** Both are one and the same type, and not `any`. */
type Same<A, B> = 0 extends 1 & A ? false : [A, B] extends [B, A] ? true : false;
type Holds<Claim extends true> = Claim;

type Tag = HTMLElementTagNameMap;
type Theme = 'auto' | 'light' | 'dark' | undefined;
type Checkout = Pick<
  TenderCheckout,
  'order' | 'endpoint' | 'returnUrl' | 'country' | 'method' | 'locale' | 'fontSrc'
>;
type Status = Pick<TenderStatus, 'payment' | 'endpoint' | 'checkoutUrl' | 'locale'>;

/** What `addEventListener` passes, from any element, without a cast. */
type Detail<
  Name extends keyof GlobalEventHandlersEventMap,
  Field extends keyof GlobalEventHandlersEventMap[Name],
> = GlobalEventHandlersEventMap[Name][Field];

export type Claims = [
  Holds<Same<Tag['tender-checkout'], TenderCheckout>>,
  Holds<Same<Tag['tender-express'], TenderExpress>>,
  Holds<Same<Tag['tender-methods'], TenderMethods>>,
  Holds<Same<Tag['tender-pay'], TenderPay>>,
  Holds<Same<Tag['tender-status'], TenderStatus>>,
  Holds<Same<Checkout, Record<keyof Checkout, string | undefined>>>,
  Holds<Same<TenderCheckout['theme'], Theme>>,
  Holds<Same<TenderCheckout['pay'], () => Promise<void>>>,
  Holds<Same<TenderCheckout['refresh'], () => Promise<void>>>,
  Holds<Same<Status, Record<keyof Status, string | undefined>>>,
  Holds<Same<TenderStatus['theme'], Theme>>,
  Holds<Same<Detail<'tender-ready', 'methods'>, readonly string[]>>,
  Holds<Same<Detail<'tender-ready', 'country'>, string | undefined>>,
  Holds<Same<Detail<'tender-method-change', 'method'>, string>>,
  Holds<Same<Detail<'tender-country-change', 'country'>, string>>,
  Holds<Same<Detail<'tender-before-pay', 'method'>, string>>,
  Holds<Same<Detail<'tender-before-pay', 'express'>, boolean>>,
  Holds<Same<Detail<'tender-processing', 'payment'>, PaymentStatus>>,
  Holds<Same<Detail<'tender-authorized', 'payment'>, PaymentStatus>>,
  Holds<Same<Detail<'tender-paid', 'payment'>, PaymentStatus>>,
  Holds<Same<Detail<'tender-failed', 'code'>, string>>,
  Holds<Same<Detail<'tender-failed', 'message'>, string>>,
  Holds<Same<Detail<'tender-unknown', 'payment'>, PaymentStatus | undefined>>,
  Holds<Same<Detail<'tender-error', 'code'>, string>>,
  Holds<Same<Detail<'tender-error', 'cause'>, unknown>>,
];
