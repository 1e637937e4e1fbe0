/**
 * Who is asking, for limits: the address of the shopper's connection.
 *
 * @module
 */
import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context as HonoContext } from 'hono';

/**
 * The client's address; `undefined` where the host doesn't tell it, as when `checkout.fetch` is called
 * without a socket.
 *
 * @param trustedProxies how many proxies of one's own stand before the server. Each adds the address
 *   that it sees to the right of `X-Forwarded-For`, and whatever is further left is the client's claim.
 */
export function clientAddress(c: HonoContext, trustedProxies: number): string | undefined {
  const socket = socketAddress(c);
  if (trustedProxies === 0) return socket;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const forwarded = withoutPort(hops.at(-trustedProxies) ?? '');
  return isIP(forwarded) === 0 ? socket : forwarded;
}

function socketAddress(c: HonoContext): string | undefined {
  // Behind another host than Node's, there is no socket to ask.
  const { incoming } = (c.env ?? {}) as { incoming?: unknown };
  return incoming === undefined ? undefined : getConnInfo(c).remote.address;
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}
