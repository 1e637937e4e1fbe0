/** What the shop's page and the sandbox's frames say to each other. Everything here can be cloned. */
import type {
  Appearance,
  ConfirmationTokenResult,
  ConfirmPaymentData,
  CssFontSource,
  CustomFontSource,
  ExpressPaymentType,
  LineItem,
  PaymentIntent,
  PaymentMethodResult,
  SetupIntent,
  ShippingRate,
  StripeError,
} from '@stripe/stripe-js';
import type { ApiOptions, Params } from './api.ts';
import type { ElementsSession } from './session.ts';

/** The pages under `/elements/`, one for each kind of frame. */
export type FrameKind =
  'payment' | 'express-checkout' | 'sheet' | 'address' | 'link-authentication';

/** What `stripe.elements({ mode, … })` says about the intent that the shop will create later. */
export interface DeferredIntent {
  mode: 'payment' | 'setup' | 'subscription';
  amount?: number | undefined;
  currency?: string | undefined;
  captureMethod?: 'automatic' | 'automatic_async' | 'manual' | undefined;
  setupFutureUsage?: 'on_session' | 'off_session' | null | undefined;
  onBehalfOf?: string | undefined;
  allowedPaymentMethodTypes?: string[] | undefined;
  excludedPaymentMethodTypes?: string[] | undefined;
  paymentMethodConfiguration?: string | undefined;
}

/** What the elements of one group share. */
export interface GroupState {
  api: ApiOptions;
  /** A BCP 47 tag; `auto` is resolved. */
  locale: string;
  appearance: Appearance;
  fonts: (CssFontSource | CustomFontSource)[];
  session: ElementsSession;
  /** Absent when the group was made with a client secret. */
  deferred: DeferredIntent | undefined;
  /** What other elements of the group ask for, so that this one need not. */
  collectedElsewhere: { email: boolean; billingAddress: boolean };
}

/** Every frame with an element in it. */
export interface ElementFrame {
  /** Resolves when the element is on screen. */
  setup(params: { group: GroupState; options: object }): void;
  /** Resolves when the change is on screen. */
  update(params: { group: GroupState; options: object }): void;
  focus(): void;
  blur(): void;
  clear(): void;
}

/** The page, as an element's frame sees it. */
export interface ElementPage {
  resized(params: { height: number }): void;
  happened(params: { event: string; payload: object }): void;
}

/** Contact data, in the shape in which PaymentMethods hold it. */
export interface BillingDetails {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  address?: Partial<
    Record<'country' | 'postal_code' | 'state' | 'city' | 'line1' | 'line2', string>
  >;
}

/** A payment or a set-up, as the browser sees it. */
export type Intent = PaymentIntent | SetupIntent;
export type IntentResult =
  { intent: Intent; error?: undefined } | { intent?: undefined; error: StripeError };

/** What a call such as `stripe.confirmPayment()` hands to the frame that holds the payment details. */
export interface ConfirmRequest {
  /** The function that the shop called, as error texts name it. */
  caller: string;
  clientSecret: string;
  params: Partial<ConfirmPaymentData>;
  /** What the group's other elements collected. */
  collected: { billing: BillingDetails; shipping: Params | undefined };
}

/** A frame that holds payment details and can use them. */
export interface PayingFrame extends ElementFrame {
  confirm(request: ConfirmRequest): Promise<IntentResult>;
  createConfirmationToken(request: {
    params: Params;
    collected: ConfirmRequest['collected'];
  }): Promise<ConfirmationTokenResult>;
  createPaymentMethod(request: {
    params: Params;
    collected: ConfirmRequest['collected'];
  }): Promise<PaymentMethodResult>;
}

export type SubmitResult =
  | { selectedPaymentMethod: string; error?: undefined }
  | { selectedPaymentMethod?: undefined; error: StripeError };

export interface PaymentFrame extends PayingFrame {
  /** Validates and shows what is wrong. */
  submit(): SubmitResult;
  /** What was typed, for the wallet that is asked next. */
  email(): string | undefined;
  collapse(): void;
}

/** The Address Element and the Link Authentication Element: their value is theirs to give. */
export interface ValueFrame extends ElementFrame {
  /** Validates, shows what is wrong, and returns the last `change` payload. */
  read(): object;
}

/** The page, as the frame with the express buttons sees it. */
export interface ExpressPage extends ElementPage {
  pressed(params: { method: ExpressPaymentType }): void;
}

/** The purchase as a wallet's sheet shows it. */
export interface SheetContents {
  amount: number;
  currency: string;
  lineItems: LineItem[];
  shippingRates: ShippingRate[];
}

/** What a wallet's sheet is to collect. */
export interface SheetRequest extends SheetContents {
  method: ExpressPaymentType;
  business: string;
  /** Known already; otherwise the wallet's own. */
  email?: string | undefined;
  emailRequired: boolean;
  phoneNumberRequired: boolean;
  billingAddressRequired: boolean;
  shippingAddressRequired: boolean;
  /** ISO codes; undefined allows every country. */
  allowedShippingCountries: string[] | undefined;
}

export interface SheetAddress {
  line1: string;
  line2: string | null;
  city: string;
  state: string;
  postal_code: string;
  country: string;
}

/** What the shopper approved in the sheet. */
export interface SheetApproval {
  billingDetails:
    { name: string; email?: string; phone?: string; address: SheetAddress } | undefined;
  shippingAddress: { name: string; address: SheetAddress } | undefined;
  shippingRate: ShippingRate | undefined;
}

export interface SheetFailure {
  reason:
    | 'fail'
    | 'invalid_shipping_address'
    | 'invalid_billing_address'
    | 'invalid_payment_data'
    | 'address_unserviceable';
  message: string | undefined;
}

export interface SheetFrame extends PayingFrame {
  open(request: SheetRequest): void;
  /** The shop could not take the approved payment; the shopper may change something or leave. */
  paymentFailed(failure: SheetFailure): void;
}

/** How the shop answered a change of address or rate. */
export type SheetAnswer =
  | { outcome: 'resolved'; contents: SheetContents }
  | { outcome: 'rejected' }
  | { outcome: 'timed_out' };

/** The page, as a wallet's sheet sees it. */
export interface SheetPage extends ElementPage {
  shippingAddressChanged(params: {
    name: string;
    address: { city: string; state: string; postal_code: string; country: string };
  }): Promise<SheetAnswer>;
  shippingRateChanged(params: { shippingRate: ShippingRate }): Promise<SheetAnswer>;
  approved(approval: SheetApproval): void;
  canceled(): void;
}
