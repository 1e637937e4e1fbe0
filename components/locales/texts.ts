import { en } from './en.ts';

export type TextKey = keyof typeof en;
/** Methods with no brand's name, which the server calls by the English one. */
type Name = 'name-sepa_debit' | 'name-customer_balance';
/** Every text of the elements in one language. A locale's file that misses one doesn't compile. */
export type Texts = Record<TextKey | Name, string>;
type Loaded = Record<TextKey, string>;
/** What a shop puts in place of ours: any text, and the name of any method, as in `name-klarna`. */
export type ShopTexts = Partial<Texts> & Record<`name-${string}`, string>;

type Loader = () => Promise<{ texts: Texts }>;

/**
 * The languages besides English, each a file of its own that is loaded when it is asked for.
 *
 * Not `@lit/localize`: it keeps one language for the whole page and can be configured once, so two
 * checkouts could not differ, and a shop that uses it for its own pages would clash with us.
 */
const loaders: Record<string, Loader> = {
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

/** What shops changed, by language. */
const changes = new Map<string, ShopTexts>();

/**
 * Replaces texts of one language, or adds a language: what is missing in it stays English. To be
 * called before the elements are on the page.
 *
 * @param language - BCP 47, such as `de` or `pt-BR`
 */
export function setTexts(language: string, texts: ShopTexts): void {
  changes.set(language, { ...changes.get(language), ...texts });
}

/**
 * The best language we have for a locale: itself, its base language, else English.
 *
 * @param locale - BCP 47, such as `de-AT`
 */
export function bestLanguage(locale: string): string {
  const known = (language: string): boolean => language in loaders || changes.has(language);
  const [base = ''] = locale.split('-');
  // Norwegian Bokmål goes by three codes.
  const candidates = [locale, base, /^n[no]$/.test(base) ? 'nb' : ''];
  return candidates.find(known) ?? 'en';
}

/** The texts of a language; English while its file can't be loaded. */
export async function loadTexts(language: string): Promise<Loaded> {
  const own = await loaders[language]?.().catch(() => undefined);
  return withChanges(language, own?.texts ?? en);
}

/** What can be shown before any file is loaded. */
export const englishTexts = (): Loaded => withChanges('en', en);

function withChanges(language: string, texts: Loaded): Loaded {
  return { ...texts, ...changes.get(language) };
}

/** Fills in the words in braces. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces);
}

/** Whether a language is written from right to left. */
export function direction(language: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}
