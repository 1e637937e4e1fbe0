/**
 * Signed posts to the shop's server: Standard Webhooks headers over JSON, which libraries for every
 * common language verify.
 *
 * The URL is the operator's, and still nothing that it resolves to is taken on trust: a name may be
 * made to point inside one's own network, where cloud machines keep their keys.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @module
 */
import { lookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface SignedHttpOptions {
  url: string;
  /** `whsec_` and base64: the current one first, then those that receivers may still know. */
  secrets: readonly string[];
  /** Whether the shop may be in a private network. Addresses of the link, such as those of cloud metadata, never are. */
  privateNetwork: boolean;
}

export interface SignedMessage {
  /** The same each time that the message is sent. */
  id: string;
  body: unknown;
  /** For everything, from the connection to the last byte of the answer. */
  timeoutMs: number;
}

export interface SignedAnswer {
  status: number;
  /** Seconds, where the receiver says when to come again. */
  retryAfter: number | undefined;
  body: string;
}

export type SignedPost = (message: SignedMessage) => Promise<SignedAnswer>;

/** An answer larger than this is no answer. */
const MOST_BYTES = 256 * 1024;

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Redirects are answers like any other: they are not followed. */
export function signedHttp({ url, secrets, privateNetwork }: SignedHttpOptions): SignedPost {
  const { protocol, hostname } = new URL(url);
  const secure = protocol === 'https:';
  const client = secure ? https : http;
  const agent = new client.Agent({ keepAlive: true, maxSockets: 50, timeout: 60_000 });
  const reachable = reaches({ privateNetwork, loopback: LOOPBACK.has(hostname) });
  const literal = hostname.replace(/^\[|\]$/g, '');
  const signers = secrets.map((secret) => new Webhook(secret));

  return async ({ id, body, timeoutMs }) => {
    if (isIP(literal) !== 0 && !reachable(literal)) throw new UnreachableAddressError(literal);
    const payload = JSON.stringify(body);
    const sentAt = new Date();
    const request = client.request(url, {
      method: 'POST',
      agent,
      lookup: guarded(reachable),
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'user-agent': 'Tender',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': signers.map((signer) => signer.sign(id, sentAt, payload)).join(' '),
      },
    });
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).once('error', reject);
      request.end(payload);
    });
    return {
      status: response.statusCode ?? 0,
      retryAfter: secondsOf(response.headers['retry-after']),
      body: await textOf(response),
    };
  };
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) throw new Error(`the answer is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds, or a date. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(Math.ceil(seconds), 0) : undefined;
}

class UnreachableAddressError extends Error {
  override readonly name = 'UnreachableAddressError';

  constructor(address: string) {
    super(`${address} is not an address on the internet; see TENDER_PRIVATE_NETWORK`);
  }
}

/** Refuses addresses as they are resolved, so that a name can't change its mind after a check. */
const guarded =
  (reachable: (address: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] | undefined) => {
      const bad = addresses?.find(({ address }) => !reachable(address));
      const [first] = addresses ?? [];
      if (error || bad || !first) {
        callback(error ?? new UnreachableAddressError(bad?.address ?? hostname), '', 0);
      } else if (options.all) callback(null, addresses ?? []);
      else callback(null, first.address, first.family);
    });
  };

type Subnet = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'];

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister. */
const NEVER: Subnet[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const PRIVATE: Subnet[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
];
const OWN: Subnet[] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
];

/** @param loopback whether the URL itself names this machine. */
function reaches({ privateNetwork, loopback }: { privateNetwork: boolean; loopback: boolean }) {
  const blocked = new BlockList();
  const subnets = [...NEVER, ...(privateNetwork ? [] : PRIVATE), ...(loopback ? [] : OWN)];
  for (const [network, prefix, family] of subnets) blocked.addSubnet(network, prefix, family);
  return (address: string): boolean => {
    // An IPv4 address in IPv6 clothes.
    const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
    return !blocked.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
