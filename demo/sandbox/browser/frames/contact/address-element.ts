/** The Address Element inside its frame. */
import type {
  StripeAddressElementChangeEvent,
  StripeAddressElementOptions,
} from '@stripe/stripe-js';
import { html, render } from 'lit/html.js';
import type { GroupState, ValueFrame } from '../../shared/protocol.ts';
import { dress } from '../appearance.ts';
import { hasPostalCode, hasState } from '../fields/address.ts';
import type { FieldName, Values } from '../fields/fields.ts';
import { Form } from '../fields/form.ts';
import { fieldsTemplate } from '../fields/view.ts';
import { blurActiveElement, emit } from '../host.ts';
import { regionOf, translator } from '../locales/index.ts';

type Change = Omit<StripeAddressElementChangeEvent, 'elementType'>;

export class AddressElementFrame implements ValueFrame {
  readonly #root: HTMLElement;
  readonly #form = new Form(() => this.#draw());
  #group: GroupState | undefined;
  #options: StripeAddressElementOptions = { mode: 'billing' };
  #announced = '';

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  setup({ group, options }: { group: GroupState; options: object }): void {
    this.update({ group, options });
  }

  update({ group, options }: { group: GroupState; options: object }): void {
    this.#group = group;
    this.#options = options as StripeAddressElementOptions;
    dress(group);
    this.#form.prefill({
      ...defaults(this.#options),
      country: this.#startCountry(group),
    });
    this.#draw();
  }

  read(): Change {
    this.#form.reveal(...this.#names);
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

  #startCountry({ session, locale }: GroupState): string {
    const { allowedCountries, defaultValues } = this.#options;
    const wanted = defaultValues?.address?.country ?? regionOf(locale) ?? session.account.country;
    return !allowedCountries || allowedCountries.includes(wanted)
      ? wanted
      : (allowedCountries[0] ?? wanted);
  }

  get #names(): FieldName[] {
    const { fields = {} } = this.#options;
    const { country = '' } = this.#form.values;
    return [
      ...(fields.name === 'never' ? [] : (['name'] as const)),
      'country',
      'addressLine1',
      'addressLine2',
      'locality',
      ...(hasState(country) ? (['administrativeArea'] as const) : []),
      ...(hasPostalCode(country) ? (['postalCode'] as const) : []),
      ...(fields.phone === 'always' ? (['phone'] as const) : []),
    ];
  }

  get #change(): Change {
    const { values } = this.#form;
    const names = this.#names;
    return {
      elementMode: this.#options.mode,
      empty: this.#form.isEmpty(names),
      complete: this.#form.firstProblem(this.#required) === undefined,
      isNewAddress: true,
      value: {
        name: values.name ?? '',
        address: {
          line1: values.addressLine1 ?? '',
          line2: values.addressLine2 ?? null,
          city: values.locality ?? '',
          state: names.includes('administrativeArea') ? (values.administrativeArea ?? '') : '',
          postal_code: names.includes('postalCode') ? (values.postalCode ?? '') : '',
          country: values.country ?? '',
        },
        ...(names.includes('phone') && { phone: values.phone ?? '' }),
      },
    };
  }

  get #required(): FieldName[] {
    const phoneRequired = this.#options.validation?.phone?.required !== 'never';
    return this.#names.filter((name) => name !== 'phone' || phoneRequired);
  }

  #draw(): void {
    if (!this.#group) return;
    const { locale } = this.#group;
    const context = {
      form: this.#form,
      t: translator(locale),
      locale,
      idPrefix: 'address',
      names: this.#names,
      countries: this.#options.allowedCountries ?? undefined,
    };
    render(html`${fieldsTemplate(context)}`, this.#root);
    const change = JSON.stringify(this.#change);
    if (change === this.#announced) return;
    this.#announced = change;
    emit('change', this.#change);
  }
}

function defaults({ defaultValues = {} }: StripeAddressElementOptions): Values {
  const { name, phone, address } = defaultValues;
  return {
    ...(name && { name }),
    ...(phone && { phone }),
    ...(address?.line1 && { addressLine1: address.line1 }),
    ...(address?.line2 && { addressLine2: address.line2 }),
    ...(address?.city && { locality: address.city }),
    ...(address?.state && { administrativeArea: address.state }),
    ...(address?.postal_code && { postalCode: address.postal_code }),
  };
}
