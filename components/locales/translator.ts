import { formatMoney } from './money.ts';
import { bestLanguage, direction, englishTexts, fill, loadTexts, type TextKey } from './texts.ts';

/** The texts, amounts and names of one locale. English until another one is loaded. */
export class Translator {
  /** BCP 47, as the page or the shop has it, such as `de-AT`: for amounts and country names. */
  locale = 'en';
  /** The language of the texts: one that we have, such as `de`. */
  language = 'en';
  #texts = englishTexts();

  get direction(): 'ltr' | 'rtl' {
    return direction(this.language);
  }

  /** Switches to the best language for `locale`, when its texts are here. */
  async use(locale: string): Promise<void> {
    const language = bestLanguage(locale);
    const texts = await loadTexts(language);
    this.#texts = texts;
    this.language = language;
    // Amounts in the language of the texts around them.
    // Some browsers report a POSIX locale, which Intl takes for a mistake.
    this.locale = locale.startsWith(language) && /^[\w-]+$/.test(locale) ? locale : language;
  }

  text(key: TextKey, values: Record<string, string> = {}): string {
    return fill(this.#texts[key], values);
  }

  /** What a payment method is called: brands by their own name, `label`, everywhere. */
  name(type: string, label: string): string {
    const texts: Record<string, string> = this.#texts;
    return texts[`name-${type}`] ?? label;
  }

  /** The server's words where the page speaks English as they do, else a text of ours. */
  words(english: string | undefined, key: TextKey): string {
    return english && this.language === 'en' ? english : this.text(key);
  }

  /** @param amount - in minor units, as Stripe counts them */
  money(amount: number, currency: string): string {
    return formatMoney(this.locale, amount, currency);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.locale, { type: 'region' }).of(code) ?? code;
  }
}
