import { LitElement } from 'lit';
import type { Office } from './office.ts';

/** What the parts of the back office have in common: they show what the office knows, and follow it. */
export abstract class OfficePart extends LitElement {
  static override properties = { office: { attribute: false } };

  declare office: Office;

  override connectedCallback(): void {
    super.connectedCallback();
    this.office.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.office.removeEventListener('change', this.#changed);
  }

  /** Moves the focus to the heading, so that a screen reader starts there after a change of page. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus(options);
  }

  readonly #changed = (): void => this.requestUpdate();
}
