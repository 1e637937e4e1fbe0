/** What a restricted key may do: everything, but for what was taken from it. */
import type { Key } from '../accounts.ts';
import { StripeError } from './errors.ts';

/** Resources whose permission is not simply named after their path. */
const NAMES: Readonly<Record<string, string>> = {
  webhook_endpoints: 'webhook',
  accounts: 'accounts_kyc_basic',
  account: 'accounts_kyc_basic',
};

/**
 * The permission that a call needs, such as `payment_intent_write`.
 *
 * @param path such as `/v1/payment_intents/pi_1/capture`
 */
function permissionFor(method: string, path: string): string {
  const [, , resource = ''] = path.split('/');
  const name = NAMES[resource] ?? resource.replace(/s$/, '');
  return `${name}_${method === 'GET' ? 'read' : 'write'}`;
}

/** @throws {StripeError} 403, before anything is looked up. */
export function assertPermitted({ account, kind, text }: Key, method: string, path: string): void {
  if (kind !== 'restricted') return;
  const denied = account.state.denied.get(text) ?? [];
  const permission = permissionFor(method, path);
  if (!denied.includes(permission)) return;
  throw new StripeError(403, {
    type: 'invalid_request_error',
    message:
      `The provided key '${text.slice(0, 8)}${'*'.repeat(12)}${text.slice(-4)}' does not have the required ` +
      `permissions for this endpoint on account '${account.id}'. Having the 'rak_${permission}' ` +
      'permission would allow this request to continue.',
  });
}
