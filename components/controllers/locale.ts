import type { LitElement, ReactiveController } from 'lit';
import { pageLanguage } from '../locales/locale.ts';
import { Translator } from '../locales/translator.ts';

interface Host extends LitElement {
  locale: string | undefined;
}

/** The texts of an element: in the language of its `locale`, else of the page, else of the browser. */
export class LocaleController implements ReactiveController {
  readonly translator = new Translator();

  readonly #host: Host;
  #locale?: string;
  #page?: MutationObserver;

  constructor(host: Host) {
    this.#host = host;
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
    void this.translator.use(locale).then(() => this.#host.requestUpdate());
  }
}
