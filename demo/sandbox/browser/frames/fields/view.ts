import { html, nothing, type TemplateResult } from 'lit/html.js';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import type { Translate } from '../locales/index.ts';
import { brandName, brandOf, numberProblem } from './card.ts';
import { FIELDS, type FieldName } from './fields.ts';
import type { Form } from './form.ts';

export interface FieldContext {
  form: Form;
  t: Translate;
  locale: string;
  /** Before `-numberInput`; tells the fields of two forms in one frame apart. */
  idPrefix: string;
  readOnly?: boolean;
  /** The order of the fields on screen. */
  names: readonly FieldName[];
  /** Countries to choose from; all by default. */
  countries?: readonly string[] | undefined;
}

export function fieldsTemplate(context: FieldContext): TemplateResult {
  return html`<div class="Fields">
    ${context.names.map((name) => fieldTemplate(context, name))}
  </div>`;
}

function fieldTemplate(context: FieldContext, name: FieldName): TemplateResult {
  const { form, t, idPrefix } = context;
  const field = FIELDS[name];
  const id = `${idPrefix}-${name}Input`;
  const problem = form.shownProblem(name);
  return html`<div class="Field ${field.half ? 'Field--half' : ''}">
    <label class="Label" for=${id}>${t(field.label(form.values))}</label>
    <div class="InputContainer">
      ${field.options ? selectTemplate(context, name, id) : inputTemplate(context, name, id)}
      ${name === 'number' ? brandTemplate(form.values.number ?? '') : nothing}
    </div>
    ${
      problem
        ? html`<p class="Error" id="${id}-error" role="alert">${t(problem.text)}</p>`
        : nothing
    }
  </div>`;
}

function inputTemplate(context: FieldContext, name: FieldName, id: string): TemplateResult {
  const { form, readOnly = false } = context;
  const field = FIELDS[name];
  const value = form.values[name] ?? '';
  const invalid = form.shownProblem(name) !== undefined;
  return html`<input
    id=${id}
    name=${name}
    class="Input ${invalid ? 'Input--invalid' : ''} ${value ? '' : 'Input--empty'}"
    type=${field.type ?? 'text'}
    inputmode=${field.inputMode ?? nothing}
    autocomplete=${field.autocomplete}
    placeholder=${field.placeholder ?? ' '}
    dir=${field.ltr ? 'ltr' : nothing}
    spellcheck="false"
    autocapitalize="off"
    aria-required=${name === 'addressLine2' ? nothing : 'true'}
    aria-invalid=${invalid ? 'true' : 'false'}
    aria-describedby=${invalid ? `${id}-error` : nothing}
    ?readonly=${readOnly}
    .value=${live(value)}
    @input=${(event: InputEvent) => typed(context, name, event)}
    @blur=${() => {
      if (form.values[name]) form.reveal(name);
    }}
  />`;
}

function selectTemplate(context: FieldContext, name: FieldName, id: string): TemplateResult {
  const { form, t, locale, readOnly = false } = context;
  const value = form.values[name] ?? '';
  const invalid = form.shownProblem(name) !== undefined;
  const options =
    name === 'country'
      ? countryOptions(locale, context.countries)
      : (FIELDS[name].options ?? []).map((option) => ({ value: option, label: titled(option) }));
  return html`<select
    id=${id}
    name=${name}
    class="Input Select ${invalid ? 'Input--invalid' : ''}"
    autocomplete=${FIELDS[name].autocomplete}
    aria-invalid=${invalid ? 'true' : 'false'}
    aria-describedby=${invalid ? `${id}-error` : nothing}
    ?disabled=${readOnly}
    ${ref((element) => {
      // The options come after the attribute, so the value is set once they are there.
      if (element instanceof HTMLSelectElement && element.value !== value) element.value = value;
    })}
    @change=${(event: Event) => form.set(name, (event.target as HTMLSelectElement).value)}
  >
    ${value ? nothing : html`<option value="" disabled selected>${t('choose')}</option>`}
    ${options.map(
      (option) =>
        html`<option value=${option.value} ?selected=${option.value === value}>
          ${option.label}
        </option>`,
    )}
  </select>`;
}

/** Formats what was typed, keeps the caret where it was among the characters that count. */
function typed({ form, names }: FieldContext, name: FieldName, event: InputEvent): void {
  const input = event.target as HTMLInputElement;
  const caret = input.selectionStart ?? input.value.length;
  const isAtEnd = caret === input.value.length;
  const before = input.value.slice(0, caret).replace(/[^\p{L}\p{N}]/gu, '').length;
  form.set(name, input.value);
  const formatted = form.values[name] ?? '';
  input.value = formatted;
  if (!isAtEnd && FIELDS[name].format) {
    let position = 0;
    for (let seen = 0; seen < before && position < formatted.length; position++) {
      if (/[\p{L}\p{N}]/u.test(formatted.charAt(position))) seen++;
    }
    input.setSelectionRange(position, position);
  }
  if (isAtEnd && isFinished(name, form)) focusAfter(input, name, names);
}

/** Whether nothing can follow what was typed, so that the next field's turn has come. */
function isFinished(name: FieldName, form: Form): boolean {
  if (name === 'number') return numberProblem(form.values.number ?? '') === undefined;
  return name === 'expiry' && form.problem('expiry') === undefined;
}

function focusAfter(input: HTMLElement, name: FieldName, names: readonly FieldName[]): void {
  if (document.activeElement !== input) return;
  const next = names[names.indexOf(name) + 1];
  if (next) input.closest('.Fields')?.querySelector<HTMLElement>(`[name="${next}"]`)?.focus();
}

function brandTemplate(number: string): TemplateResult {
  const brand = brandOf(number);
  if (brand === 'unknown') return html`<span class="Brand" aria-hidden="true">Card</span>`;
  return html`<span class="Brand Brand--known" role="img" aria-label=${brandName(brand)}>
    ${brandName(brand)}
  </span>`;
}

interface Option {
  value: string;
  label: string;
}
const countries = new Map<string, Option[]>();

function countryOptions(locale: string, only: readonly string[] | undefined): Option[] {
  let all = countries.get(locale);
  if (!all) {
    const names = new Intl.DisplayNames([locale], { type: 'region' });
    const collator = new Intl.Collator(locale);
    all = (FIELDS.country.options ?? [])
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((a, b) => collator.compare(a.label, b.label));
    countries.set(locale, all);
  }
  return only ? all.filter(({ value }) => only.includes(value)) : all;
}

const titled = (name: string): string =>
  name.replace(
    /(^|_)(\w)/g,
    (_, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase(),
  );
