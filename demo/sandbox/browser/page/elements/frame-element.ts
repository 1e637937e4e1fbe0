/** What all elements are: an iframe in the shop's page, with events and a life of its own. */
import type { StripeElementType, StripeError } from '@stripe/stripe-js';
import { connectToFrame, type Methods, type Remote } from '../../shared/channel.ts';
import type { ElementFrame, ElementPage, FrameKind } from '../../shared/protocol.ts';
import * as text from '../errors.ts';
import { IntegrationError } from '../errors.ts';
import { createFrame, frameUrl, setColorScheme, setHeight } from '../frame.ts';
import type { ElementsGroup } from './group.ts';

/** Events that every element has. */
export interface CommonEvents<Type extends StripeElementType> {
  ready: { elementType: Type };
  focus: { elementType: Type };
  blur: { elementType: Type };
  escape: { elementType: Type };
  loaderstart: { elementType: Type };
  loaderror: { elementType: Type; error: StripeError };
}

export interface ElementTraits<Type extends StripeElementType> {
  type: Type;
  frame: FrameKind;
  title: string;
}

/** After this long without a word from the frame, it won't come. */
const LOAD_TIMEOUT = 15_000;

type Handler = (payload: never) => unknown;

export abstract class FrameElement<
  Type extends StripeElementType,
  Options extends object,
  Events extends CommonEvents<Type>,
  Frame extends ElementFrame & Methods<Frame> = ElementFrame,
  Page extends ElementPage & Methods<Page> = ElementPage,
> {
  protected readonly group: ElementsGroup;
  protected options: Options;
  readonly #traits: ElementTraits<Type>;
  readonly #handlers = new Map<keyof Events, Set<Handler>>();
  #destroyed = false;
  /** The mounted iframe's connection; replaced whenever the frame loads anew. */
  #remote = pending<Remote<ElementFrame>>();
  #mounted: { target: HTMLElement; iframe: HTMLIFrameElement; stop: AbortController } | undefined;

  constructor(group: ElementsGroup, traits: ElementTraits<Type>, options: Options) {
    this.group = group;
    this.options = options;
    this.#traits = traits;
  }

  get elementType(): Type {
    return this.#traits.type;
  }

  get isMounted(): boolean {
    return this.#mounted !== undefined;
  }

  on<K extends keyof Events>(event: K, handler: (payload: Events[K]) => unknown): this {
    const handlers = this.#handlers.get(event) ?? new Set();
    handlers.add(handler);
    this.#handlers.set(event, handlers);
    return this;
  }

  once<K extends keyof Events>(event: K, handler: (payload: Events[K]) => unknown): this {
    const once = (payload: Events[K]): void => {
      this.off(event, once);
      handler(payload);
    };
    return this.on(event, once);
  }

  /** Without a handler: forgets all of the event's handlers. */
  off<K extends keyof Events>(event: K, handler?: (payload: Events[K]) => unknown): this {
    if (handler) this.#handlers.get(event)?.delete(handler);
    else this.#handlers.delete(event);
    return this;
  }

  mount(target: string | HTMLElement): void {
    if (this.#destroyed) throw new IntegrationError(text.DESTROYED);
    const node = typeof target === 'string' ? document.querySelector(target) : target;
    if (!node && typeof target === 'string') throw new IntegrationError(text.noMatch(target));
    if (!(node instanceof HTMLElement)) throw new IntegrationError(text.NO_ELEMENT);
    if (node.getRootNode() !== document) throw new IntegrationError(text.SHADOW_ROOT);
    if (this.#mounted?.target === node) return;
    this.unmount();

    const { title, frame: kind } = this.#traits;
    const iframe = createFrame({
      title,
      src: frameUrl(this.group.location.frames, kind),
      // As `#root` is padded in frame.css.
      outset: 4,
    });
    const stop = new AbortController();
    const { signal } = stop;
    iframe.addEventListener('load', () => void this.#connect(iframe), { signal });
    const timer = setTimeout(() => this.#didNotMount('The frame did not load.'), LOAD_TIMEOUT);
    signal.addEventListener('abort', () => clearTimeout(timer));
    iframe.addEventListener('load', () => clearTimeout(timer));

    const wrapper = document.createElement('div');
    wrapper.className = '__PrivateStripeElement';
    wrapper.append(iframe);
    node.replaceChildren(wrapper);
    node.classList.add('StripeElement', 'StripeElement--empty');
    for (const label of labelsOf(node)) {
      label.addEventListener('click', () => this.focus(), { signal });
    }
    this.#mounted = { target: node, iframe, stop };
  }

  unmount(): void {
    if (!this.#mounted) return;
    const { target, stop } = this.#mounted;
    this.#mounted = undefined;
    stop.abort();
    this.#disconnect();
    target.replaceChildren();
    target.classList.remove(...[...target.classList].filter(isStateClass));
  }

  destroy(): void {
    this.unmount();
    this.#destroyed = true;
    this.group.forget(this);
  }

  focus(): void {
    this.#tell('focus');
  }

  blur(): void {
    this.#tell('blur');
  }

  clear(): void {
    this.#tell('clear');
  }

  update(options: Partial<Options>): this {
    if (this.#destroyed) throw new IntegrationError(text.DESTROYED);
    this.options = { ...this.options, ...options };
    void this.refresh();
    return this;
  }

  /** Sends the group's and the element's present options to the frame, if there is one. */
  async refresh(): Promise<void> {
    if (!this.#mounted) return;
    const session = await this.group.session;
    if (session.error) return;
    try {
      const remote = await this.#remote.promise;
      setColorScheme(this.#mounted.iframe, this.group.isDark);
      await remote.call('update', {
        group: this.group.state(session.value),
        options: this.options,
      });
    } catch {
      // Unmounted meanwhile: the next mount sends everything.
    }
  }

  /** Calls the frame, once it is there. Rejects when the element is unmounted meanwhile. */
  protected async call<K extends keyof Frame & string>(
    method: K,
    ...params: Parameters<Frame[K]>
  ): Promise<Awaited<ReturnType<Frame[K]>>> {
    const remote = await this.#remote.promise;
    // Frame is ElementFrame and more; what is mounted here serves all of it.
    return (remote as unknown as Remote<Frame>).call(method, ...params);
  }

  #tell(method: 'focus' | 'blur' | 'clear'): void {
    this.#remote.promise.then((remote) => remote.call(method)).catch(() => undefined);
  }

  protected emit<K extends keyof Events>(event: K, payload: Events[K]): void {
    for (const handler of [...(this.#handlers.get(event) ?? [])]) {
      // As an event listener's: what a shop's handler throws is reported and stops nobody else.
      try {
        (handler as (payload: Events[K]) => unknown)(payload);
      } catch (error) {
        reportError(error);
      }
    }
  }

  protected hasHandler(event: keyof Events): boolean {
    return (this.#handlers.get(event)?.size ?? 0) > 0;
  }

  /** What this element's frame may call. */
  protected abstract serve(page: ElementPage): Page;

  async #connect(iframe: HTMLIFrameElement): Promise<void> {
    if (!iframe.contentWindow) return;
    // A frame that was moved in the page loads again and starts from nothing, as Stripe's do.
    this.#disconnect();
    const origin = new URL(this.group.location.frames).origin;
    const page = this.serve({
      resized: ({ height }) => setHeight(iframe, height),
      happened: ({ event, payload }) => this.#happened(event, payload),
    });
    const remote = connectToFrame<ElementFrame, Page>(iframe.contentWindow, origin, page);
    const { elementType } = this;
    setColorScheme(iframe, this.group.isDark);
    this.emit('loaderstart', { elementType });
    const session = await this.group.session;
    if (this.#mounted?.iframe !== iframe) return;
    if (session.error) {
      this.#failToLoad(session.error);
      return;
    }
    try {
      await remote.call('setup', { group: this.group.state(session.value), options: this.options });
    } catch (error) {
      // Unmounted while loading, or else something is wrong.
      if (this.#mounted.iframe === iframe) this.#didNotMount(error);
      return;
    }
    this.#remote.resolve(remote);
    this.ready();
  }

  /** The element is on screen. */
  protected ready(): void {
    this.emit('ready', { elementType: this.elementType });
  }

  #disconnect(): void {
    const old = this.#remote;
    this.#remote = pending();
    old.promise.then((remote) => remote.close()).catch(() => undefined);
    old.reject(new Error('The element was unmounted.'));
  }

  #didNotMount(cause: unknown): void {
    console.error('[Stripe.js]', cause);
    this.#failToLoad({ type: 'api_error', message: text.didNotMount(this.elementType) });
  }

  #failToLoad(error: StripeError): void {
    const { elementType } = this;
    if (this.hasHandler('loaderror')) this.emit('loaderror', { elementType, error });
    else console.error(`[Stripe.js] Unhandled ${elementType} Element loaderror`, error);
  }

  #happened(event: string, payload: object): void {
    const classes = this.#mounted?.target.classList;
    if (event === 'focus' || event === 'blur') {
      classes?.toggle('StripeElement--focus', event === 'focus');
    }
    if ('empty' in payload) classes?.toggle('StripeElement--empty', Boolean(payload.empty));
    if ('complete' in payload) {
      classes?.toggle('StripeElement--complete', Boolean(payload.complete));
    }
    this.emit(event as keyof Events, { elementType: this.elementType, ...payload } as never);
  }
}

/** Nobody needs to be waiting when it is rejected. */
function pending<T>(): PromiseWithResolvers<T> {
  const resolvers = Promise.withResolvers<T>();
  resolvers.promise.catch(() => undefined);
  return resolvers;
}

const isStateClass = (name: string): boolean => name.startsWith('StripeElement');

/** Labels that point at the container or enclose it: a click on one focuses the element. */
function labelsOf(node: HTMLElement): HTMLElement[] {
  const pointing = node.id
    ? document.querySelectorAll<HTMLElement>(`label[for="${CSS.escape(node.id)}"]`)
    : [];
  const enclosing = node.closest('label');
  return [...pointing, ...(enclosing ? [enclosing] : [])];
}
