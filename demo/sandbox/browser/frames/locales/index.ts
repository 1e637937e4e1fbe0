/** The texts of the elements in the shopper's language. */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type TextKey, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';

const LANGUAGES: Record<string, Texts> = { ar, de, en, es, fr, it, ja, nl, pl, pt };

export type Translate = (key: TextKey, values?: Record<string, string>) => string;

/** Languages that the sandbox does not speak read English. */
export function translator(locale: string): Translate {
  const texts = LANGUAGES[new Intl.Locale(locale).language] ?? en;
  return (key, values = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

export function direction(locale: string): 'ltr' | 'rtl' {
  const { language } = new Intl.Locale(locale);
  return ['ar', 'fa', 'he', 'ur'].includes(language) && language in LANGUAGES ? 'rtl' : 'ltr';
}

/** The country that the shopper's language suggests: of the page's locale, else of the browser's. */
export function regionOf(locale: string): string | undefined {
  for (const tag of [locale, ...navigator.languages]) {
    try {
      const { region } = new Intl.Locale(tag);
      if (region) return region;
    } catch {
      // Some browsers name a locale of the operating system, such as en-US@posix.
    }
  }
  return undefined;
}
