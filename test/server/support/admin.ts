/** The back office's API as a program uses it. */
import type { Checkout } from '../../../server/index.ts';
import type { Scope } from '../../../server/operators/scopes.ts';

export interface AdminAnswer<T> {
  status: number;
  body: T & { error: { code: string } };
}

export interface Admin {
  get: <T>(path: string) => Promise<AdminAnswer<T>>;
  post: <T>(path: string, body?: unknown, key?: string) => Promise<AdminAnswer<T>>;
  put: <T>(path: string, body: unknown) => Promise<AdminAnswer<T>>;
}

/** Signs in as an operator of its own, who may do what the scopes say. */
export async function asOperator(
  url: string,
  checkout: Checkout,
  scopes: Scope[] = ['view', 'operate', 'configure'],
): Promise<Admin> {
  const { token } = await checkout.operators.create({ name: 'Ann', scopes }, 'test');
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<AdminAnswer<T>> => {
    const response = await fetch(`${url}/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as never };
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body = {}, key) => ask('POST', path, body, key),
    put: (path, body) => ask('PUT', path, body),
  };
}
