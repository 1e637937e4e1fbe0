/** The Payment Element inside its frame: what is chosen, what is typed, what the page is told. */
import type { StripePaymentElementOptions } from '@stripe/stripe-js';
import { render } from 'lit/html.js';
import { callApi, type Params } from '../../shared/api.ts';
import type {
  ConfirmRequest,
  GroupState,
  IntentResult,
  PaymentFrame,
  SubmitResult,
} from '../../shared/protocol.ts';
import { WALLET_NAMES } from '../../shared/wallets.ts';
import { dress } from '../appearance.ts';
import { digitsOf } from '../fields/card.ts';
import type { FieldName } from '../fields/fields.ts';
import { Form } from '../fields/form.ts';
import { blurActiveElement, emit } from '../host.ts';
import { regionOf, translator, type Translate } from '../locales/index.ts';
import * as paying from '../paying.ts';
import { formOf } from './forms.ts';
import {
  defaultValues,
  neverButMissing,
  planFields,
  resolveLayout,
  type Layout,
} from './options.ts';
import { billingDetails, methodDetails, methodOptions } from './payment-method-data.ts';
import { paymentTemplate } from './view.ts';

/** Methods as they are listed. */
export interface ListedMethod {
  type: string;
  label: string;
  family: string;
}

/** Wallets that the shopper opens from the Payment Element, and their names in its options. */
const WALLETS = { apple_pay: 'applePay', google_pay: 'googlePay', link: 'link' } as const;

/** Pixels that a tab takes, with the gap beside it. */
const TAB_WIDTH = 116;

/** After this many digits the issuer is known. */
const ISSUER_DIGITS = 8;

export class PaymentElementFrame implements PaymentFrame {
  group: GroupState | undefined;
  options: StripePaymentElementOptions = {};
  t: Translate = (key) => key;
  /** Undefined while none is chosen. */
  selected: string | undefined;
  showsAll = false;
  readonly form = new Form((field) => this.#formChanged(field));
  readonly #root: HTMLElement;
  #announced = { change: '', methods: '', issuer: '' };

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  setup({ group, options }: { group: GroupState; options: object }): void {
    addEventListener('resize', () => this.draw());
    this.#configure(group, options);
    const { methods, layout } = this;
    if (methods.length === 1 || !layout.defaultCollapsed) this.selected = methods[0]?.type;
    this.draw();
  }

  update({ group, options }: { group: GroupState; options: object }): void {
    this.#configure(group, options);
    const { methods } = this;
    const [first] = methods;
    if (!methods.some(({ type }) => type === this.selected)) {
      const start = methods.length === 1 || !this.layout.defaultCollapsed;
      this.selected = start ? first?.type : undefined;
    }
    this.draw();
  }

  submit(): SubmitResult {
    if (!this.selected) {
      const message = this.t('error.method');
      return { error: { type: 'validation_error', code: 'incomplete_payment_method', message } };
    }
    const { shown } = this.plan;
    const wrong = this.form.firstProblem(shown);
    this.form.reveal(...shown);
    if (!wrong) return { selectedPaymentMethod: this.selected };
    this.#field(wrong.name)?.focus();
    const { code, text } = wrong.problem;
    return { error: { type: 'validation_error', code, message: this.t(text) } };
  }

  email(): string | undefined {
    return this.#details().billing.email;
  }

  async confirm(request: ConfirmRequest): Promise<IntentResult> {
    const { error } = this.submit();
    if (error) return { error };
    const data = request.params.payment_method_data ?? {};
    this.#checkOwed(data as Params, request.caller);
    return paying.confirmIntent(this.#ready, this.#details(), request);
  }

  createConfirmationToken(request: Parameters<PaymentFrame['createConfirmationToken']>[0]) {
    return paying.createConfirmationToken(this.#ready, this.#details(), request);
  }

  createPaymentMethod(request: Parameters<PaymentFrame['createPaymentMethod']>[0]) {
    return paying.createPaymentMethod(this.#ready, this.#details(), request);
  }

  collapse(): void {
    this.selected = undefined;
    this.draw();
  }

  focus(): void {
    this.#root.querySelector<HTMLElement>('input, select, button')?.focus();
  }

  blur(): void {
    blurActiveElement();
  }

  clear(): void {
    this.form.clear();
  }

  select(type: string): void {
    this.selected = type;
    this.draw();
  }

  showAll(): void {
    this.showsAll = true;
    this.draw();
  }

  get methods(): ListedMethod[] {
    const { session } = this.#ready;
    const { wallets = {}, paymentMethodOrder = [] } = this.options;
    const isWallet = (type: string): type is keyof typeof WALLETS => type in WALLETS;
    const opened = (['apple_pay', 'google_pay', 'link'] as const)
      .filter((type) => session.wallets[type] && wallets[WALLETS[type]] !== 'never')
      .map((type) => ({ type, label: WALLET_NAMES[type], family: 'wallet' }));
    const [card, rest] = [
      session.payment_methods.filter(({ type }) => type === 'card'),
      session.payment_methods.filter(({ type }) => type !== 'card' && !isWallet(type)),
    ];
    const all: ListedMethod[] = [
      ...card.map((method) => ({ ...method, label: this.t('method.card') })),
      ...opened,
      ...rest,
    ];
    const rank = ({ type }: ListedMethod): number => {
      const place = paymentMethodOrder.indexOf(type);
      return place < 0 ? paymentMethodOrder.length : place;
    };
    return all.sort((a, b) => rank(a) - rank(b));
  }

  get layout(): Layout {
    return resolveLayout(this.options, this.methods.length, document.body.clientWidth);
  }

  get tabsInTwoRows(): number {
    return 2 * Math.max(1, Math.floor(document.body.clientWidth / TAB_WIDTH));
  }

  get plan() {
    return planFields(this.selected ?? '', this.form.values, this.options, this.#ready);
  }

  draw(): void {
    if (!this.group) return;
    render(paymentTemplate(this, this.group), this.#root);
    this.#announce();
  }

  get #ready(): GroupState {
    if (!this.group) throw new Error('Not set up yet.');
    return this.group;
  }

  #configure(group: GroupState, options: object): void {
    this.group = group;
    this.options = options;
    this.t = translator(group.locale);
    dress(group);
    this.form.prefill({
      country: regionOf(group.locale) ?? group.session.account.country,
      ...defaultValues(this.options),
    });
  }

  #field(name: FieldName): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(`[name="${name}"]`);
  }

  #details(): paying.PaymentDetails {
    const type = this.selected ?? '';
    const { values } = this.form;
    return {
      type,
      details: methodDetails(type, values),
      billing: billingDetails(values, this.plan.shown),
      options: methodOptions(type, values),
      mandate: formOf(type).mandate ?? false,
    };
  }

  /** @throws {Error} named IntegrationError, which the page throws as its own */
  #checkOwed(data: Params, caller: string): void {
    const given = (path: string): unknown =>
      path
        .split('.')
        .reduce<unknown>(
          (value, key) => (value as Record<string, unknown> | undefined)?.[key],
          data.billing_details,
        );
    const missing = this.plan.owed.find((path) => given(path) === undefined);
    if (missing === undefined) return;
    const error = new Error(neverButMissing(missing, caller));
    error.name = 'IntegrationError';
    throw error;
  }

  #formChanged(field: FieldName | undefined): void {
    this.draw();
    if (field === 'number') void this.#announceIssuer();
  }

  #announce(): void {
    const { values } = this.form;
    const { shown } = this.plan;
    const selected = this.selected ?? '';
    const change = {
      collapsed: this.selected === undefined,
      empty: this.form.isEmpty(shown),
      complete: this.selected !== undefined && !this.form.firstProblem(shown),
      value: {
        type: selected,
        ...(shown.includes('country') && {
          billingDetails: {
            address: {
              country: values.country ?? null,
              postalCode:
                shown.includes('postalCode') && values.postalCode ? values.postalCode : null,
            },
          },
        }),
      },
    };
    this.#emitOnce('change', 'change', change);
    this.#emitOnce('methods', 'availablepaymentmethodschange', {
      paymentMethods: Object.fromEntries(
        this.methods.map(({ type }) => [type, { available: true }]),
      ),
    });
  }

  #emitOnce(slot: 'change' | 'methods', event: string, payload: object): void {
    const text = JSON.stringify(payload);
    if (text === this.#announced[slot]) return;
    this.#announced[slot] = text;
    emit(event, payload);
  }

  /** Tells brand and funding of the card, as soon as its first digits do. */
  async #announceIssuer(): Promise<void> {
    const issuer = digitsOf(this.form.values.number ?? '').slice(0, ISSUER_DIGITS);
    if (issuer.length < ISSUER_DIGITS || issuer === this.#announced.issuer) return;
    this.#announced.issuer = issuer;
    emit('carddetailschange', { loading: true });
    const { value } = await callApi<{ brands: string[]; funding: string }>(
      this.#ready.api,
      'GET',
      'v1/elements/card_details',
      { number_prefix: issuer },
    );
    if (issuer !== this.#announced.issuer) return;
    const details = { brands: value?.brands ?? null, funding: value?.funding ?? null };
    emit('carddetailschange', { loading: false, details });
  }
}
