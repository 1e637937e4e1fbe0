/** The sandbox's API as the browser sees it: with a publishable key, errors as values. */
import type { StripeError } from '@stripe/stripe-js';

export interface ApiOptions {
  /** Where the API is, with a slash at the end. */
  url: string;
  publishableKey: string;
  /** The connected account that the page acts for. */
  account: string | undefined;
}

export type ApiResult<T> =
  { value: T; error?: undefined } | { value?: undefined; error: StripeError };

export interface Params {
  [key: string]: ParamValue;
}
type ParamValue = string | number | boolean | null | undefined | ParamValue[] | Params;

/** `{card: {number: '4242'}, list: ['a']}` → `card[number]=4242&list[0]=a`, as Stripe reads it. */
function encodeForm(params: Params): URLSearchParams {
  const form = new URLSearchParams();
  const add = (key: string, value: ParamValue): void => {
    if (value === undefined || value === null) return;
    if (typeof value !== 'object') form.append(key, String(value));
    else for (const [name, inner] of Object.entries(value)) add(`${key}[${name}]`, inner);
  };
  for (const [key, value] of Object.entries(params)) add(key, value);
  return form;
}

/** What was filled in: the API takes no empty text. */
export const filledIn = (fields: object): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value));

/** Calls `path` (such as `v1/payment_intents/pi_1`) and never throws. */
export async function callApi<T>(
  api: ApiOptions,
  method: 'GET' | 'POST',
  path: string,
  params: Params = {},
): Promise<ApiResult<T>> {
  const form = encodeForm(params);
  const url = new URL(path, api.url);
  if (method === 'GET') url.search = form.toString();
  const headers = new Headers({ Authorization: `Bearer ${api.publishableKey}` });
  if (api.account) headers.set('Stripe-Account', api.account);
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(method === 'POST' && { body: form }),
    });
    const body = (await response.json()) as T | { error: StripeError };
    if (response.ok) return { value: body as T };
    return { error: (body as { error: StripeError }).error };
  } catch {
    return {
      error: {
        type: 'api_connection_error',
        message:
          'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again. If the problem persists please contact us.',
      },
    };
  }
}

/** `pi_1_secret_x` → `{ id: 'pi_1', resource: 'payment_intents' }`; undefined for anything else. */
export function parseClientSecret(
  clientSecret: string,
): { id: string; resource: 'payment_intents' | 'setup_intents' } | undefined {
  const id = /^((?:pi|seti)_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/.exec(clientSecret)?.[1];
  if (!id) return undefined;
  return { id, resource: id.startsWith('pi_') ? 'payment_intents' : 'setup_intents' };
}
