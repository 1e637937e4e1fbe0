/** The Link Authentication Element inside its frame, in its plain form: an e-mail address. */
import type {
  StripeLinkAuthenticationElementChangeEvent,
  StripeLinkAuthenticationElementOptions,
} from '@stripe/stripe-js';
import { html, render } from 'lit/html.js';
import type { GroupState, ValueFrame } from '../../shared/protocol.ts';
import { dress } from '../appearance.ts';
import { Form } from '../fields/form.ts';
import { fieldsTemplate } from '../fields/view.ts';
import { blurActiveElement, emit } from '../host.ts';
import { translator } from '../locales/index.ts';

type Change = Omit<StripeLinkAuthenticationElementChangeEvent, 'elementType'>;

export class LinkAuthenticationElementFrame implements ValueFrame {
  readonly #root: HTMLElement;
  readonly #form = new Form(() => this.#draw());
  #group: GroupState | undefined;
  #announced = '';

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  setup({ group, options }: { group: GroupState; options: object }): void {
    const { defaultValues } = options as StripeLinkAuthenticationElementOptions;
    if (defaultValues?.email) this.#form.prefill({ email: defaultValues.email });
    this.update({ group });
  }

  update({ group }: { group: GroupState }): void {
    this.#group = group;
    dress(group);
    this.#draw();
  }

  read(): Change {
    this.#form.reveal('email');
    return this.#change;
  }

  focus(): void {
    this.#root.querySelector<HTMLElement>('input')?.focus();
  }

  blur(): void {
    blurActiveElement();
  }

  clear(): void {
    this.#form.clear();
  }

  get #change(): Change {
    const email = this.#form.values.email ?? '';
    return { empty: !email, complete: !this.#form.problem('email'), value: { email } };
  }

  #draw(): void {
    if (!this.#group) return;
    const { locale } = this.#group;
    const context = {
      form: this.#form,
      t: translator(locale),
      locale,
      idPrefix: 'link',
      names: ['email'] as const,
    };
    render(html`${fieldsTemplate(context)}`, this.#root);
    const change = JSON.stringify(this.#change);
    if (change === this.#announced) return;
    this.#announced = change;
    emit('change', this.#change);
  }
}
