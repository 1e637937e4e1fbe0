import { Stripe } from 'stripe';
import type { Sandbox } from '../../demo/sandbox/index.ts';

/**
 * Stripe's own SDK, pointed at the sandbox. Without retries unless asked for, so that a test sees each
 * answer.
 * @param key any test key: each opens an account of its own
 */
export function sandboxClient(
  sandbox: Pick<Sandbox, 'url' | 'secretKey'>,
  key = sandbox.secretKey,
  config: ConstructorParameters<typeof Stripe>[1] = {},
): Stripe {
  const { hostname: host, port } = new URL(sandbox.url);
  return new Stripe(key, {
    host,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    ...config,
  });
}
