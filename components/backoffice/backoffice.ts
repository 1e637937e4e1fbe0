import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Scope } from '../../server/operators/scopes.ts';
import { LocaleController } from '../controllers/locale.ts';
import { endpointOf } from '../session/endpoint.ts';
import { hasPlainFont } from '../styles/plain.ts';
import { styles } from './backoffice.styles.ts';
import { Translator } from './locales/translator.ts';
import { Office } from './office.ts';
import { renderPage } from './pages.ts';
import { hrefTo, PAGES, RouteController, type Page } from './route.ts';
import { partStyles } from './styles.ts';

/** Where the settings begin in the navigation. */
const FIRST_SETTING: Page = 'methods';

/** What only those are shown who may change it. */
const NEEDS: Partial<Record<Page, Scope>> = { credentials: 'configure', operators: 'configure' };

/**
 * @summary What operators use: payments with all that can be done to them, and the settings. It signs
 * operators in, keeps its place in the part of the address behind `#`, and fills the width it is given.
 * It comes with a script of its own, `backoffice.js`, and the server shows it at `/admin`.
 *
 * @tag tender-backoffice
 *
 * @cssproperty --tender-color-primary - Main buttons, links, focus.
 * @cssproperty --tender-color-on-primary - Text on main buttons.
 * @cssproperty --tender-color-background - Background of boxes and fields.
 * @cssproperty --tender-color-text - Text.
 * @cssproperty --tender-font-family - Font; the page's by default.
 * @cssproperty --tender-font-size - Size of the text.
 */
export class TenderBackoffice extends LitElement {
  static override styles = [...partStyles, styles];

  static override properties = {
    endpoint: {},
    locale: {},
    theme: { reflect: true },
    ownLogin: { type: Boolean, attribute: 'own-login' },
  };

  /** Where the server is mounted. Without it, where the script came from. */
  declare endpoint: string | undefined;

  /** Language of the texts, BCP 47. Without it, the page's. */
  declare locale: string | undefined;

  /** Light or dark whatever the page does; `auto` follows the page's `color-scheme`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;

  /** The merchant has a login of his own, so that no token is asked for. */
  declare ownLogin: boolean;

  readonly #locale = new LocaleController(this, new Translator());
  readonly #place = new RouteController(this, () => this.#arrived());
  readonly #internals = this.attachInternals();
  #office: Office | undefined;
  #menuOpen = false;
  #turned = false;

  constructor() {
    super();
    this.ownLogin = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (hasPlainFont(this)) this.#internals.states.add('plain');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#office && !changed.has('endpoint')) return;
    this.#office = new Office(endpointOf(this.endpoint), this.#locale.translator);
    this.#office.addEventListener('change', () => this.requestUpdate());
    void this.#office.start();
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog');
    const expired = this.#office?.phase === 'expired';
    if (expired && !dialog?.open) dialog?.showModal();
    if (!expired && dialog?.open) dialog.close();
    if (this.#turned) this.#focusPage();
  }

  protected override render(): TemplateResult | typeof nothing {
    const office = this.#office;
    if (!office) return nothing;
    const { language, direction } = office.translator;
    return html`
      <div lang=${language} dir=${direction}>
        ${this.#renderPhase(office)}
        <p class="visually-hidden" role="status">${office.announcement}</p>
        <dialog aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()}>
          ${
            office.phase === 'expired'
              ? html`<tender-office-sign-in
                  .office=${office}
                  .ownLogin=${this.ownLogin}
                ></tender-office-sign-in>`
              : nothing
          }
        </dialog>
      </div>
    `;
  }

  #renderPhase(office: Office): TemplateResult {
    switch (office.phase) {
      case 'starting':
        return html`<div class="alone" aria-busy="true"></div>`;
      case 'unavailable':
        return html`<main class="alone">
          <div class="card stack">
            <p>${office.text('error-no-answer')}</p>
            <button type="button" @click=${() => void office.start()}>
              ${office.text('try-again')}
            </button>
          </div>
        </main>`;
      case 'signed-out':
        return html`<main class="alone">
          <div class="card">
            <p class="brand">Tender</p>
            <tender-office-sign-in
              .office=${office}
              .ownLogin=${this.ownLogin}
            ></tender-office-sign-in>
          </div>
        </main>`;
      case 'expired':
      case 'signed-in':
        return this.#renderShell(office);
    }
  }

  #renderShell(office: Office): TemplateResult {
    const { route } = this.#place;
    return html`
      <div class="shell">
        <header>
          <button
            type="button"
            class="menu"
            aria-expanded=${this.#menuOpen ? 'true' : 'false'}
            aria-controls="nav"
            @click=${this.#toggleMenu}
          >
            ${office.text('menu')}
          </button>
          <span class="brand">Tender</span>
          <span class="who" title=${office.operator?.actor ?? ''}>${office.operator?.actor}</span>
          ${
            this.ownLogin
              ? nothing
              : html`<button type="button" class="plain" @click=${() => void office.signOut()}>
                  ${office.text('sign-out')}
                </button>`
          }
        </header>
        <nav id="nav" class=${this.#menuOpen ? 'open' : ''} aria-label=${office.text('menu')}>
          <ul>
            ${PAGES.filter((page) => this.#isShown(office, page)).map(
              (page) => html`
                ${
                  page === FIRST_SETTING
                    ? html`<li class="group">${office.text('settings')}</li>`
                    : nothing
                }
                <li>
                  <a
                    href=${hrefTo(page)}
                    aria-current=${ifDefined(page === route.page ? 'page' : undefined)}
                    >${office.text(`page-${page}`)}</a
                  >
                </li>
              `,
            )}
          </ul>
        </nav>
        <main>${renderPage(office, route)}</main>
      </div>
    `;
  }

  /** There are no tokens to make where the merchant has a login of his own. */
  #isShown(office: Office, page: Page): boolean {
    if (page === 'operators' && this.ownLogin) return false;
    return office.can(NEEDS[page] ?? 'view');
  }

  readonly #toggleMenu = (): void => {
    this.#menuOpen = !this.#menuOpen;
    this.requestUpdate();
  };

  #arrived(): void {
    this.#menuOpen = false;
    this.#turned = true;
  }

  /** As after a page load, which this is to whoever can't see it. */
  #focusPage(): void {
    this.#turned = false;
    const part = this.renderRoot.querySelector<LitElement>('main > *');
    void part?.updateComplete.then(() => part.focus());
    scrollTo({ top: 0 });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tender-backoffice': TenderBackoffice;
  }
}
