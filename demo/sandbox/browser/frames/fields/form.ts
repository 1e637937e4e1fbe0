/** What was typed into a group of fields, and which complaints about it are shown. */
import { FIELDS, type FieldName, type Problem, type Values } from './fields.ts';

export class Form {
  values: Values = {};
  /** Fields that the shopper has left, or tried to pay with. */
  #revealed = new Set<FieldName>();
  readonly #changed: (field: FieldName | undefined) => void;

  /** @param changed called after every change, with the field if it was one */
  constructor(changed: (field: FieldName | undefined) => void) {
    this.#changed = changed;
  }

  set(name: FieldName, text: string): void {
    const { format } = FIELDS[name];
    this.values = { ...this.values, [name]: format ? format(text, this.values) : text };
    this.#changed(name);
  }

  /** Fills in values where nothing has been typed. */
  prefill(values: Values): void {
    this.values = { ...values, ...this.values };
  }

  clear(): void {
    const { country } = this.values;
    this.values = country === undefined ? {} : { country };
    this.#revealed.clear();
    this.#changed(undefined);
  }

  problem(name: FieldName): Problem | undefined {
    return FIELDS[name].problem(this.values[name] ?? '', this.values);
  }

  firstProblem(names: readonly FieldName[]): { name: FieldName; problem: Problem } | undefined {
    for (const name of names) {
      const problem = this.problem(name);
      if (problem) return { name, problem };
    }
    return undefined;
  }

  shownProblem(name: FieldName): Problem | undefined {
    return this.#revealed.has(name) ? this.problem(name) : undefined;
  }

  /** Shows complaints about these fields from now on. */
  reveal(...names: readonly FieldName[]): void {
    for (const name of names) this.#revealed.add(name);
    this.#changed(undefined);
  }

  isEmpty(names: readonly FieldName[]): boolean {
    return names.every((name) => name === 'country' || !this.values[name]);
  }
}
