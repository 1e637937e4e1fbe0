/** Requests as a page or an operator makes them over a network that fails. */

export interface Reply {
  /** 0 when there was no answer. */
  status: number;
  body: unknown;
}

/** The longest that anybody waits for an answer. */
const PATIENCE_MS = 30_000;

export async function request(
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: {} };
  }
}

export const postJson = (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** The code of an error, Stripe's or ours. */
export const codeOf = ({ body }: Reply): string | undefined =>
  (body as { error?: { code?: string } }).error?.code;
