/** Reads a request's body, up to a limit. */
import type { Context as HonoContext } from 'hono';
import { CheckoutError } from '../checkout-error.ts';

/**
 * The body as text. The limit is held by the declared length, or, where none is declared, by counting:
 * Hono's own body limit costs several times what the whole webhook route does.
 *
 * @throws {@link CheckoutError} `body_too_large`.
 */
export async function readBody(c: HonoContext, mostBytes: number): Promise<string> {
  const declared = c.req.header('content-length');
  if (declared === undefined) return countedText(c.req.raw.body, mostBytes);
  if (!(Number(declared) <= mostBytes)) throw new CheckoutError('body_too_large');
  return c.req.text();
}

async function countedText(
  stream: ReadableStream<Uint8Array> | null,
  mostBytes: number,
): Promise<string> {
  if (!stream) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > mostBytes) throw new CheckoutError('body_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
