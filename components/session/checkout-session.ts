import type { PaymentStatus, Session, SessionMethod } from '../../server/contract.ts';
import { stripe, StripeUnavailable } from '../controllers/stripe.ts';
import { TenderBeforePayEvent } from '../events/before-pay.ts';
import { TenderCountryChangeEvent } from '../events/country-change.ts';
import { TenderErrorEvent } from '../events/error.ts';
import { TenderFailedEvent } from '../events/failed.ts';
import { TenderMethodChangeEvent } from '../events/method-change.ts';
import { TenderReadyEvent } from '../events/ready.ts';
import type { Translator } from '../locales/translator.ts';
import { type Api, ApiError } from './api.ts';
import { confirm, type Attempt, type Failure } from './confirm.ts';
import { tellDeveloper } from './developer.ts';
import { isInstruction } from './outcome.ts';
import { lock, unlock } from './page-lock.ts';
import { returnedPayment } from './return.ts';

/** What the attributes of `<tender-checkout>` say, besides the order and the server. */
export interface Settings {
  country?: string | undefined;
  /** The method to choose at first. */
  method?: string | undefined;
  /** Where redirects come back to. */
  returnUrl?: string | undefined;
  /** Style sheet with the page's web fonts, for Stripe's frames. */
  fontSrc?: string | undefined;
}

/** The part that shows Stripe's form for the chosen method. */
export interface Form {
  /** Undefined while it doesn't show what is chosen yet. */
  readonly attempt: Attempt | undefined;
  focus(): void;
}

/** What changes over time, besides what the server sends. */
interface State {
  /**
   * - `loading`: the order is not here yet. `unavailable`: it could not be had.
   * - `ready`: the shopper can choose and pay.
   * - `paying`: from the click to the answer of Stripe or the server.
   * - `settled`: there is a payment whose outcome to show, known or not.
   */
  phase: 'loading' | 'unavailable' | 'ready' | 'paying' | 'settled';
  /** Type of the chosen method. */
  method: string | undefined;
  /** Something to tell the shopper beside the pay button. */
  notice: Pick<Failure, 'tone' | 'message'> | undefined;
  /** What a screen reader should say now. */
  announcement: string;
  /** Token of the payment to show once settled. */
  payment: string | undefined;
  /** Whether Stripe took that payment, as far as the page knows. */
  submitted: boolean;
}

const INITIAL: State = {
  phase: 'loading',
  method: undefined,
  notice: undefined,
  announcement: '',
  payment: undefined,
  submitted: false,
};

/**
 * One checkout's state, shared by its parts: the order as the server describes it, what the shopper
 * chose, and the payment under way. Dispatches `change` whenever any of it does.
 */
export class CheckoutSession extends EventTarget {
  readonly translator: Translator;
  readonly settings: Readonly<Settings>;
  /** Order token. */
  order = '';
  form: Form | undefined;

  data: Session | undefined;
  state: Readonly<State> = INITIAL;

  /** Whether the payment to show was made on this page, rather than found. */
  paidHere = false;

  readonly #host: EventTarget;
  /** The country that the shopper picked. */
  #picked: string | undefined;
  /** Methods that Stripe could not show, though the server offers them. */
  readonly #broken = new Set<string>();
  #loads = 0;

  #api: Api | undefined;
  /** Whether the shopper comes back from a redirect. */
  #returned = false;

  /** @param host - dispatches the events */
  constructor(host: EventTarget & Settings, translator: Translator) {
    super();
    this.#host = host;
    this.settings = host;
    this.translator = translator;
  }

  /** @throws Error before {@link open} */
  get api(): Api {
    if (!this.#api) throw new Error('There is no order yet');
    return this.#api;
  }

  /** Starts with an order, or starts over with another one. */
  open(api: Api, order: string): void {
    unlock(this);
    this.#api = api;
    this.order = order;
    this.data = undefined;
    this.#picked = undefined;
    this.#broken.clear();
    this.paidHere = false;
    this.#returned = returnedPayment() !== undefined;
    this.#set(INITIAL);
    void this.load();
  }

  get methods(): SessionMethod[] {
    return this.data?.methods.filter(({ type }) => !this.#broken.has(type)) ?? [];
  }

  get chosen(): SessionMethod | undefined {
    return this.methods.find(({ type }) => type === this.state.method);
  }

  /** The shopper's country, as far as anybody knows. */
  get country(): string | undefined {
    return this.#picked ?? this.settings.country ?? this.data?.country ?? undefined;
  }

  /** Whether to ask the shopper for the country: neither the page nor the order knows it. */
  get asksCountry(): boolean {
    return this.#picked !== undefined || this.data?.country === null;
  }

  /** The order's total, as the shopper reads it. */
  get total(): string {
    const { data, translator } = this;
    return data ? translator.money(data.order.amount, data.order.currency) : '';
  }

  /** Gets the order from the server; of several calls under way the last one counts. */
  async load(): Promise<void> {
    if (!this.#api) return;
    const load = (this.#loads += 1);
    try {
      const answer = this.api.session(this.order, this.country);
      // A slow phone takes 40 ms over its first amount: better now, in a task of its own, than later.
      setTimeout(() => this.translator.money(0, 'eur'));
      const data = await answer;
      if (load === this.#loads) this.#show(data);
    } catch (cause) {
      // What is on screen stays usable: the server checks everything again before a payment.
      if (load !== this.#loads || this.data) return;
      const { code, message } =
        cause instanceof ApiError ? cause : { code: 'server_unreachable', message: '' };
      this.#giveUp(code, this.translator.words(message, 'load-failed'), cause);
    }
  }

  choose(method: string): void {
    if (this.state.phase !== 'ready' || method === this.state.method) return;
    this.#set({ method, notice: undefined });
    this.#host.dispatchEvent(new TenderMethodChangeEvent(method));
  }

  async chooseCountry(country: string): Promise<void> {
    this.#picked = country;
    this.#host.dispatchEvent(new TenderCountryChangeEvent(country));
    await this.load();
  }

  /** A method that the server offers could not be shown: go on without it, if there is a point. */
  cannotShow({ type, label }: SessionMethod, cause: unknown): void {
    const { translator } = this;
    if (cause instanceof StripeUnavailable) {
      this.stripeUnavailable(cause);
    } else if (cause instanceof ApiError && cause.payment) {
      this.#settle(cause.payment.token, true);
    } else {
      this.#broken.add(type);
      this.report('method_unavailable', cause);
      if (this.data) this.#show(this.data);
      const method = translator.name(type, label);
      this.#tell('info', translator.text('method-unavailable', { method }));
    }
  }

  /** Said once, whichever part notices first. Loading anew tries again. */
  stripeUnavailable(cause: StripeUnavailable): void {
    if (this.state.phase === 'unavailable') return;
    this.#giveUp('stripe_js_unavailable', this.translator.text('service-away'), cause);
  }

  /** Pays with the chosen method, if there is anything to pay with and no payment under way. */
  async pay(): Promise<void> {
    const attempt = this.form?.attempt;
    if (!attempt || !this.begin()) return;
    const failure = await this.confirm(attempt);
    this.end(failure);
    if (failure) this.form?.focus();
  }

  /**
   * Takes the page's one place for a payment.
   *
   * @param wallet - when an express button starts it
   * @returns false when something else is being paid, or the page's own code prevents it
   */
  begin(wallet?: string): boolean {
    const method = wallet ?? this.state.method;
    if (this.state.phase !== 'ready' || !method || !lock(this)) return false;
    if (!this.#host.dispatchEvent(new TenderBeforePayEvent(method, wallet !== undefined))) {
      unlock(this);
      return false;
    }
    const announcement = this.translator.text('paying');
    this.#set({ phase: 'paying', notice: undefined, announcement });
    return true;
  }

  /**
   * Between {@link begin} and {@link end}, with no `await` since the click.
   *
   * @returns why not, or undefined when the payment is on its way
   */
  async confirm(attempt: Attempt): Promise<Failure | undefined> {
    const { api, data, order, translator, settings } = this;
    if (!data) return undefined;
    const result = await confirm(attempt, {
      api,
      order,
      translator,
      returnTo: settings.returnUrl,
      stripe: stripe(data.stripe),
    });
    if (result.kind === 'settled') {
      this.paidHere = true;
      this.#settle(result.token, result.submitted);
      return undefined;
    }
    const { failure, session, report } = result;
    if (report) this.report(failure.code, report);
    return session ? { ...failure, message: this.#changes(session) ?? failure.message } : failure;
  }

  /** Gives the place back: the payment is on its way, the shopper left, or the attempt failed. */
  end(failure?: Failure): void {
    unlock(this);
    if (this.state.phase === 'paying') this.#set({ phase: 'ready' });
    if (failure) this.fail(failure);
  }

  /** Back to choosing, with what went wrong. */
  fail({ code, message, tone }: Failure): void {
    this.#set({ phase: 'ready' });
    this.#tell(tone, message);
    this.#host.dispatchEvent(new TenderFailedEvent(code, message));
  }

  /** To the console for the developer, to the server's log, and as an event. */
  report(code: string, cause: unknown): void {
    tellDeveloper(code, this.api.endpoint, cause);
    this.#host.dispatchEvent(new TenderErrorEvent(code, cause));
    // Stripe's own errors are plain objects.
    const { message } = cause as { message?: unknown };
    this.api.report(this.order, code, String(message).slice(0, 1000));
  }

  /** Has a screen reader say something. */
  announce(announcement: string): void {
    this.#set({ announcement });
  }

  /** Takes over what the server offers now, and says what that changes for the shopper. */
  #changes(session: Session): string | undefined {
    const before = this.total;
    this.#show(session);
    const after = this.total;
    return before === after ? undefined : this.translator.text('amount-changed', { before, after });
  }

  #giveUp(code: string, message: string, cause: unknown): void {
    this.#set({ phase: 'unavailable' });
    this.#tell('danger', message);
    this.report(code, cause);
  }

  #settle(payment: string, submitted: boolean): void {
    unlock(this);
    const announcement = this.translator.text('confirming');
    this.#set({ phase: 'settled', payment, submitted, announcement });
  }

  #show(data: Session): void {
    const { data: old, total: before } = this;
    this.data = data;
    const { payment } = data;
    if (payment && isUnderWay(payment)) {
      this.#settle(payment.token, true);
      return;
    }
    if (data.order.status === 'closed') {
      this.#set({ phase: 'unavailable' });
      this.#tell('info', this.translator.text('order-closed'));
      return;
    }

    const types = this.methods.map(({ type }) => type);
    const wanted = [this.state.method, this.settings.method, types[0]];
    const method = wanted.find((type) => type && types.includes(type));
    const changed = method !== this.state.method;
    const { phase } = this.state;
    this.#set({ method, phase: phase === 'paying' ? phase : 'ready' });
    if (phase === 'unavailable') this.#set({ notice: undefined });
    if (old && before !== this.total) {
      this.#tell('info', this.translator.text('amount-now', { after: this.total }));
    } else if (!old && payment?.error && this.#returned) {
      this.#tell('danger', this.translator.words(payment.error.message, 'try-again'));
    }

    this.#host.dispatchEvent(new TenderReadyEvent(types, this.country));
    if (changed && method) this.#host.dispatchEvent(new TenderMethodChangeEvent(method));
  }

  #tell(tone: Failure['tone'], message: string): void {
    this.#set({ notice: { tone, message }, announcement: message });
  }

  /** Tells the parts. */
  changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  #set(state: Partial<State>): void {
    this.state = { ...this.state, ...state };
    this.changed();
  }
}

/** Whether the order needs no other payment now. */
function isUnderWay({ state, nextAction }: PaymentStatus): boolean {
  return state === 'open' ? isInstruction(nextAction) : state !== 'canceled';
}
