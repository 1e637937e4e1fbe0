/** What the shopper chose, in cookies: place, language, light or dark, and the cart. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { findProduct } from './catalogue.ts';
import type { Cart } from './orders.ts';
import { findPlace, home, type Place } from './places.ts';

export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  nl: 'Nederlands',
  es: 'Español',
  it: 'Italiano',
  pl: 'Polski',
  ja: '日本語',
  ar: 'العربية',
} as const;

export type Language = keyof typeof languages;

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  place: Place;
  language: Language;
  theme: Theme;
}

const YEAR = 365 * 24 * 60 * 60;
const MOST_OF_ONE = 20;

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.includes(value as T);

export const isLanguage = (value: unknown): value is Language =>
  isOneOf(Object.keys(languages) as Language[], value);

export const isTheme = (value: unknown): value is Theme => isOneOf(themes, value);

export function readPreferences(c: Context): Preferences {
  const language = getCookie(c, 'language');
  const theme = getCookie(c, 'theme');
  return {
    place: findPlace(getCookie(c, 'country') ?? '') ?? home,
    language: isLanguage(language) ? language : 'en',
    theme: isTheme(theme) ? theme : 'auto',
  };
}

export function remember(c: Context, name: 'country' | 'language' | 'theme', value: string): void {
  setCookie(c, name, value, { path: '/', maxAge: YEAR, sameSite: 'Lax', httpOnly: true });
}

/** `lamp:1,mug:2`; whatever else stands there is not in the cart. */
export function readCart(c: Context): Cart {
  const entries = (getCookie(c, 'cart') ?? '').split(',').flatMap((entry) => {
    const [id = '', count = ''] = entry.split(':');
    const quantity = Number(count);
    const valid = findProduct(id) && Number.isInteger(quantity) && quantity > 0;
    return valid ? [[id, Math.min(quantity, MOST_OF_ONE)] as const] : [];
  });
  return new Map(entries);
}

export function writeCart(c: Context, cart: Cart): void {
  const value = [...cart].map(([id, quantity]) => `${id}:${quantity}`).join(',');
  setCookie(c, 'cart', value, { path: '/', sameSite: 'Lax', httpOnly: true });
}
