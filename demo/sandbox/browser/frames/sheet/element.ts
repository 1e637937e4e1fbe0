/** A wallet's sheet inside its dialog: what the shopper picks, and what the shop says to it. */
import type { ShippingRate } from '@stripe/stripe-js';
import { render } from 'lit/html.js';
import { callApi, filledIn, type Params } from '../../shared/api.ts';
import type {
  ConfirmRequest,
  GroupState,
  Intent,
  IntentResult,
  SheetAnswer,
  SheetContents,
  SheetFailure,
  SheetFrame,
  SheetPage,
  SheetRequest,
} from '../../shared/protocol.ts';
import { blurActiveElement, page } from '../host.ts';
import * as paying from '../paying.ts';
import './sheet.css';
import { ADDRESSES, CARDS, LINK_CODES, type TestAddress } from './test-data.ts';
import { sheetTemplate } from './view.ts';

/** Wallets that pay on a site of their own: the shopper's approval here stands for the one there. */
const OWN_SITE = ['paypal', 'amazon_pay', 'klarna'];

type Failure = SheetFailure['reason'];
const FAILURES: Record<Failure, string> = {
  fail: 'The payment failed. Try again or choose another way to pay.',
  invalid_shipping_address: 'The shop cannot use this shipping address.',
  invalid_billing_address: 'The shop cannot use this billing address.',
  invalid_payment_data: 'The shop cannot use this way to pay.',
  address_unserviceable: 'The shop does not deliver to this address.',
};

export class SheetElementFrame implements SheetFrame {
  group: GroupState | undefined;
  request: SheetRequest | undefined;
  contents: SheetContents | undefined;
  state: 'code' | 'open' | 'asking' | 'approved' = 'open';
  message = '';
  addresses: readonly TestAddress[] = [];
  chosen = { shipping: 0, billing: 0, card: 0, rate: undefined as ShippingRate | undefined };
  email = 'jane.diaz@example.com';
  declines = false;
  /** The shop has turned the chosen address down. */
  unserviceable = false;
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.cancel();
    });
  }

  setup({ group }: { group: GroupState }): void {
    this.group = group;
    document.documentElement.lang = 'en';
    document.documentElement.dataset.frame = 'sheet';
  }

  update({ group }: { group: GroupState }): void {
    this.group = group;
  }

  open(request: SheetRequest): void {
    this.request = request;
    this.contents = request;
    this.email = request.email ?? this.email;
    const { allowedShippingCountries: allowed, method } = request;
    this.addresses = ADDRESSES.filter(
      ({ address }) => !allowed || allowed.includes(address.country),
    );
    this.chosen.rate = request.shippingRates[0];
    this.state = method === 'link' ? 'code' : 'open';
    this.draw();
    this.focus();
    if (this.state === 'open') this.#begin();
  }

  paymentFailed({ reason, message }: SheetFailure): void {
    this.state = 'open';
    this.message = message ?? FAILURES[reason];
    this.draw();
  }

  confirm(request: ConfirmRequest): Promise<IntentResult> {
    return this.#confirm(request);
  }

  createConfirmationToken(request: Parameters<SheetFrame['createConfirmationToken']>[0]) {
    return paying.createConfirmationToken(this.#group, this.#details(), request);
  }

  createPaymentMethod(request: Parameters<SheetFrame['createPaymentMethod']>[0]) {
    return paying.createPaymentMethod(this.#group, this.#details(), request);
  }

  focus(): void {
    this.#root.querySelector<HTMLElement>('h1')?.focus();
  }

  blur(): void {
    blurActiveElement();
  }

  clear(): void {
    // A wallet keeps what it holds.
  }

  cancel(): void {
    if (this.state !== 'approved') void page<SheetPage>().call('canceled');
  }

  enterCode(code: string): void {
    this.message = /^\d{6}$/.test(code) ? (LINK_CODES[code] ?? '') : 'Enter the six digits.';
    if (!this.message) this.state = 'open';
    this.draw();
    if (this.state === 'open') this.#begin();
  }

  chooseAddress(index: number): void {
    this.chosen.shipping = index;
    const entry = this.addresses[index];
    if (!entry) return;
    const { city, state, postal_code, country } = entry.address;
    void this.#ask(
      page<SheetPage>().call('shippingAddressChanged', {
        name: entry.name,
        address: { city, state, postal_code, country },
      }),
      () => {
        this.unserviceable = true;
        this.message = FAILURES.address_unserviceable;
      },
    ).then(() => this.draw());
  }

  chooseRate(rate: ShippingRate): void {
    const before = this.chosen.rate;
    this.chosen.rate = rate;
    void this.#ask(page<SheetPage>().call('shippingRateChanged', { shippingRate: rate }), () => {
      this.chosen.rate = before;
      this.message = 'The shop cannot deliver this way.';
    }).then(() => this.draw());
  }

  approve(): void {
    const { request } = this;
    const shipping = this.addresses[this.chosen.shipping];
    if (!request || this.state !== 'open') return;
    const { emailRequired, phoneNumberRequired, billingAddressRequired } = request;
    const billing = this.billing;
    this.state = 'approved';
    this.message = '';
    this.draw();
    void page<SheetPage>().call('approved', {
      billingDetails:
        emailRequired || phoneNumberRequired || billingAddressRequired
          ? {
              name: billing.name,
              ...(emailRequired && { email: this.email }),
              ...(phoneNumberRequired && { phone: billing.phone }),
              address: billingAddressRequired ? billing.address : NO_ADDRESS,
            }
          : undefined,
      shippingAddress:
        request.shippingAddressRequired && shipping
          ? { name: shipping.name, address: shipping.address }
          : undefined,
      shippingRate: request.shippingAddressRequired ? this.chosen.rate : undefined,
    });
  }

  get paysOnOwnSite(): boolean {
    return OWN_SITE.includes(this.request?.method ?? '');
  }

  /** Whose card it is: the person at the chosen billing address. */
  get billing(): TestAddress {
    const [first] = ADDRESSES;
    const entry = ADDRESSES[this.chosen.billing] ?? first;
    if (!entry) throw new Error('A wallet holds addresses.');
    return entry;
  }

  draw(): void {
    if (this.request && this.contents) {
      render(sheetTemplate(this, this.request, this.contents), this.#root);
    }
  }

  get #group(): GroupState {
    if (!this.group) throw new Error('Not set up yet.');
    return this.group;
  }

  /** Wallets tell the shop of the preselected address at once. */
  #begin(): void {
    if (this.request?.shippingAddressRequired && this.addresses.length > 0) this.chooseAddress(0);
  }

  async #ask(answer: Promise<SheetAnswer>, rejected: () => void): Promise<void> {
    this.state = 'asking';
    this.message = '';
    this.unserviceable = false;
    this.draw();
    const { outcome, ...rest } = await answer;
    if (outcome === 'timed_out') return;
    this.state = 'open';
    if (outcome === 'rejected') {
      rejected();
      return;
    }
    if (!('contents' in rest)) return;
    this.contents = rest.contents;
    const { shippingRates } = rest.contents;
    // A new list: what was chosen may still be on it, under new terms.
    this.chosen.rate =
      shippingRates.find(({ id }) => id === this.chosen.rate?.id) ?? shippingRates[0];
  }

  async #confirm(request: ConfirmRequest): Promise<IntentResult> {
    const result = await paying.confirmIntent(this.#group, this.#details(), request);
    const url = result.intent?.next_action?.redirect_to_url?.url;
    if (!result.intent || !url || !this.paysOnOwnSite) return result;
    const outcome = this.declines ? 'fail' : 'authorize';
    const body = new URLSearchParams({ outcome, in_dialog: location.origin });
    // The page may be on another of the sandbox's hosts; that it was told is all that counts.
    await fetch(url, { method: 'POST', mode: 'no-cors', body });
    return this.#settled(result.intent);
  }

  async #settled({ id, client_secret, object }: Intent): Promise<IntentResult> {
    const { value, error } = await callApi<Intent>(this.#group.api, 'GET', `v1/${object}s/${id}`, {
      client_secret,
    });
    if (error) return { error };
    if (value.status !== 'requires_payment_method' || value.object !== 'payment_intent') {
      return { intent: value };
    }
    return {
      error: {
        type: 'invalid_request_error',
        ...(value.last_payment_error as object),
        payment_intent: value,
      },
    };
  }

  #details(): paying.PaymentDetails {
    const method = this.request?.method ?? 'apple_pay';
    const { name, phone, address } = this.billing;
    const shipping = this.addresses[this.chosen.shipping];
    return {
      type: method === 'apple_pay' || method === 'google_pay' ? 'card' : method,
      details: this.#cardDetails(method),
      billing: {
        name,
        email: this.email,
        ...(this.request?.phoneNumberRequired && { phone }),
        ...(this.request?.billingAddressRequired && { address: filledIn(address) }),
      },
      options: undefined,
      mandate: false,
      shipping:
        this.request?.shippingAddressRequired && shipping
          ? { name: shipping.name, address: filledIn(shipping.address) }
          : undefined,
    };
  }

  #cardDetails(method: string): Params {
    const { name = 'visa' } = CARDS[this.chosen.card] ?? {};
    if (method === 'link') return { link: { card: `tok_${name}` } };
    if (this.paysOnOwnSite) return {};
    return { card: { token: `tok_${method}_${name}` } };
  }
}

const NO_ADDRESS = { line1: '', line2: null, city: '', state: '', postal_code: '', country: '' };
