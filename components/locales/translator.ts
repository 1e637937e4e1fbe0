import { bestLanguage, direction, englishTexts, fill, loadTexts, type TextKey } from './texts.ts';

/** The currencies that Stripe doesn't count in hundredths: https://docs.stripe.com/currencies. */
const ZERO_DECIMAL = /^(bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|vnd|vuv|xaf|xof|xpf)$/i;
const THREE_DECIMAL = /^(bhd|jod|kwd|omr|tnd)$/i;

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

  /** @param amount - in minor units, as Stripe counts them */
  money(amount: number, currency: string): string {
    const decimals = ZERO_DECIMAL.test(currency) ? 0 : THREE_DECIMAL.test(currency) ? 3 : 2;
    const major = amount / 10 ** decimals;
    // Browsers round some currencies to whole units that Stripe charges in hundredths.
    const exact = Number.isInteger(major) ? {} : { minimumFractionDigits: decimals };
    const options = { style: 'currency', currency, ...exact } as const;
    return new Intl.NumberFormat(this.locale, options).format(major);
  }

  country(code: string): string {
    return new Intl.DisplayNames(this.locale, { type: 'region' }).of(code) ?? code;
  }
}
