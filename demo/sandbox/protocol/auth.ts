import type { Accounts, Key } from '../accounts.ts';
import { unauthorized } from './errors.ts';

const documentation =
  'See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.';

/**
 * The key of a call: a Bearer token, the user name of Basic authentication, or, as Stripe.js sends
 * it, the parameter `key`.
 * @throws {StripeError} 401 without a test key. Live keys never open anything here.
 */
export function authenticate(
  accounts: Accounts,
  header: string | undefined,
  parameter: string | undefined,
): Key {
  const text = header === undefined ? parameter : keyOf(header);
  if (text === undefined || text === '') {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization ' +
        `header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). ${documentation}`,
    );
  }
  if (/^(sk|rk|pk)_live_/.test(text)) {
    throw unauthorized(
      `This is a sandbox on your machine: it takes test keys only, never a live one (${redacted(text)}).`,
      { code: 'livemode_mismatch' },
    );
  }
  const key = accounts.find(text);
  if (!key) throw unauthorized(`Invalid API Key provided: ${redacted(text)}`);
  return key;
}

function keyOf(header: string): string | undefined {
  const [, scheme, credentials] = /^(\w+)\s+(\S+)$/.exec(header.trim()) ?? [];
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic' || credentials === undefined) return undefined;
  return Buffer.from(credentials, 'base64').toString().split(':')[0];
}

/** `sk_test_abcdefgh1234` → `sk_test_****1234` */
function redacted(key: string): string {
  const [, prefix = '', secret = key] = /^([a-z]+_[a-z]+_)(.*)$/.exec(key) ?? [];
  const shown = secret.length > 8 ? secret.slice(-4) : '';
  return prefix + '*'.repeat(secret.length - shown.length) + shown;
}
