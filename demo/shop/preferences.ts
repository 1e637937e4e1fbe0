/** What the shopper chose, in cookies: place, language, light or dark, and the cart. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { captureModes, type CaptureMode } from '../../server/methods/index.ts';
import { findProduct } from './catalogue.ts';
import type { Cart } from './orders.ts';
import { findPlace, home, type Place } from './places.ts';
import { isLanguage, type Language } from './texts/index.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  place: Place;
  language: Language;
  theme: Theme;
  /** How the next orders are captured, if not as the checkout does by itself. */
  capture: CaptureMode | undefined;
}

const YEAR = 365 * 24 * 60 * 60;
const MOST_OF_ONE = 20;

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.includes(value as T);

export const isTheme = (value: unknown): value is Theme => isOneOf(themes, value);
export const isCaptureMode = (value: unknown): value is CaptureMode => isOneOf(captureModes, value);

export function readPreferences(c: Context): Preferences {
  const language = getCookie(c, 'language');
  const theme = getCookie(c, 'theme');
  const capture = getCookie(c, 'capture');
  return {
    place: findPlace(getCookie(c, 'country') ?? '') ?? home,
    language: isLanguage(language) ? language : 'en',
    theme: isTheme(theme) ? theme : 'auto',
    capture: isCaptureMode(capture) ? capture : undefined,
  };
}

export function remember(
  c: Context,
  name: 'country' | 'language' | 'theme' | 'capture',
  value: string,
): void {
  setCookie(c, name, value, { path: '/', maxAge: YEAR, sameSite: 'Lax', httpOnly: true });
}

/** `lamp:1,mug:2`; whatever else stands there is not in the cart. */
export function readCart(c: Context): Cart {
  const entries = (getCookie(c, 'cart') ?? '').split(',').flatMap((entry) => {
    const [id = '', count = ''] = entry.split(':');
    const product = findProduct(id);
    const quantity = Number(count);
    const valid = product && Number.isInteger(quantity) && quantity > 0;
    return valid ? [[product.id, Math.min(quantity, MOST_OF_ONE)] as const] : [];
  });
  return new Map(entries);
}

export function writeCart(c: Context, cart: ReadonlyMap<string, number>): void {
  const value = [...cart].map(([id, quantity]) => `${id}:${quantity}`).join(',');
  setCookie(c, 'cart', value, { path: '/', sameSite: 'Lax', httpOnly: true });
}

/** Back to the page of our own that the form was on. */
export function pageBefore(c: Context): string {
  const from = URL.parse(c.req.header('Referer') ?? '');
  return from?.host === c.req.header('Host') ? (from?.pathname ?? '/') : '/';
}
