import type { LitElement, ReactiveController } from 'lit';
import { pageLanguage } from '../locales/locale.ts';

interface Host extends LitElement {
  locale: string | undefined;
}

interface Translates {
  /** Switches to the language that suits the locale best, once its texts are here. */
  use(locale: string): Promise<void>;
}

/** The texts of an element: in the language of its `locale`, else of the page, else of the browser. */
export class LocaleController<Translator extends Translates> implements ReactiveController {
  readonly translator: Translator;

  readonly #host: Host;
  readonly #onChange: () => void;
  #locale?: string;
  #page?: MutationObserver;

  /** @param onChange - the texts are another language's now */
  constructor(host: Host, translator: Translator, onChange = () => host.requestUpdate()) {
    this.#host = host;
    this.translator = translator;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    // A page that switches its language sets it there.
    this.#page = new MutationObserver(() => this.#host.requestUpdate());
    this.#page.observe(document.documentElement, { attributeFilter: ['lang'] });
  }

  hostDisconnected(): void {
    this.#page?.disconnect();
  }

  hostUpdate(): void {
    const locale = this.#host.locale ?? pageLanguage(this.#host) ?? navigator.language;
    if (locale === this.#locale) return;
    this.#locale = locale;
    void this.translator.use(locale).then(this.#onChange);
  }
}
