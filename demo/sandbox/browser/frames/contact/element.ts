/** The Address Element and the Link Authentication Element inside their frames: a form that is its value. */
import { render } from 'lit/html.js';
import type { GroupState, ValueFrame } from '../../shared/protocol.ts';
import { dress } from '../appearance.ts';
import type { FieldName, Values } from '../fields/fields.ts';
import { Form } from '../fields/form.ts';
import { fieldsTemplate } from '../fields/view.ts';
import { blurActiveElement, emit } from '../host.ts';
import { translator } from '../locales/index.ts';

/** What sets one such element apart from the other. */
export interface Contact<Options> {
  idPrefix: string;
  /** What is filled in before the shopper types. */
  start: (options: Options, group: GroupState) => Values;
  names: (options: Options, values: Values) => FieldName[];
  /** Fields that may stay empty though they are shown. */
  optional?: (options: Options) => FieldName[];
  /** Countries to choose from; undefined for all. */
  countries?: (options: Options) => readonly string[] | undefined;
  /** As `change` tells it, besides `empty` and `complete`. */
  value: (options: Options, values: Values) => object;
}

export class ContactElementFrame<Options> implements ValueFrame {
  readonly #root: HTMLElement;
  readonly #contact: Contact<Options>;
  readonly #form = new Form(() => this.#draw());
  #shown: { group: GroupState; options: Options } | undefined;
  #announced = '';

  constructor(root: HTMLElement, contact: Contact<Options>) {
    this.#root = root;
    this.#contact = contact;
  }

  setup(params: { group: GroupState; options: object }): void {
    this.update(params);
  }

  update({ group, options }: { group: GroupState; options: object }): void {
    const shown = { group, options: options as Options };
    this.#shown = shown;
    dress(group);
    this.#form.prefill(this.#contact.start(shown.options, group));
    this.#draw();
  }

  read(): object {
    const { options } = this.#ready;
    this.#form.reveal(...this.#contact.names(options, this.#form.values));
    return this.#change;
  }

  focus(): void {
    this.#root.querySelector<HTMLElement>('input, select')?.focus();
  }

  blur(): void {
    blurActiveElement();
  }

  clear(): void {
    this.#form.clear();
  }

  get #ready() {
    if (!this.#shown) throw new Error('Not set up yet.');
    return this.#shown;
  }

  get #change(): object {
    const { options } = this.#ready;
    const { values } = this.#form;
    const names = this.#contact.names(options, values);
    const optional = this.#contact.optional?.(options) ?? [];
    const required = names.filter((name) => !optional.includes(name));
    return {
      empty: this.#form.isEmpty(names),
      complete: this.#form.firstProblem(required) === undefined,
      ...this.#contact.value(options, values),
    };
  }

  #draw(): void {
    if (!this.#shown) return;
    const { group, options } = this.#shown;
    const { locale } = group;
    const context = {
      form: this.#form,
      t: translator(locale),
      locale,
      idPrefix: this.#contact.idPrefix,
      names: this.#contact.names(options, this.#form.values),
      countries: this.#contact.countries?.(options),
    };
    render(fieldsTemplate(context), this.#root);
    const change = this.#change;
    const text = JSON.stringify(change);
    if (text === this.#announced) return;
    this.#announced = text;
    emit('change', change);
  }
}
