import { formatMoney } from '../../locales/money.ts';
import { direction, fill } from '../../locales/texts.ts';
import { en } from './en.ts';
import type { TextKey, Texts } from './texts.ts';

/** The languages besides English, each a file of its own; others are shown in English. */
const loaders: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('./ar.ts'),
  cs: () => import('./cs.ts'),
  da: () => import('./da.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fi: () => import('./fi.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nb: () => import('./nb.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  sv: () => import('./sv.ts'),
  zh: () => import('./zh.ts'),
};

const MINUTE = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** The back office's texts, amounts and times in one language. */
export class Translator {
  /** BCP 47, as the page or the browser has it. */
  locale = 'en';
  /** The language of the texts. */
  language = 'en';
  #texts: Texts = en;

  get direction(): 'ltr' | 'rtl' {
    return direction(this.language);
  }

  async use(locale: string): Promise<void> {
    const [base = ''] = locale.toLowerCase().split('-');
    const wanted = /^n[no]$/.test(base) ? 'nb' : base;
    const loaded = await loaders[wanted]?.().catch(() => undefined);
    this.#texts = loaded?.texts ?? en;
    this.language = loaded ? wanted : 'en';
    this.locale =
      locale.startsWith(this.language) && /^[\w-]+$/.test(locale) ? locale : this.language;
  }

  text(key: TextKey, values: Record<string, string> = {}): string {
    return fill(this.#texts[key], values);
  }

  /** The text of that name, if there is one. */
  known(key: string): string | undefined {
    return key in this.#texts ? this.#texts[key as TextKey] : undefined;
  }

  /** The text of a code that the server may know and we don't: then the code itself, in words. */
  code(prefix: string, code: string): string {
    return this.known(`${prefix}-${code}`) ?? code.replaceAll('_', ' ');
  }

  /** @param amount - in minor units, as Stripe counts them */
  money(amount: number, currency: string): string {
    return formatMoney(this.locale, amount, currency);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /** @param at - milliseconds since 1970 */
  time(at: number): string {
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat(this.locale, style).format(at);
  }

  /** Such as “in 3 days”. */
  fromNow(at: number, now = Date.now()): string {
    const gap = at - now;
    const [unit, length] = UNITS.find(([, size]) => Math.abs(gap) >= size) ?? ['minute', MINUTE];
    const relative = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' });
    return relative.format(Math.trunc(gap / length), unit);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.locale, { type: 'region' }).of(code) ?? code;
  }

  list(words: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(words);
  }
}
