import { isIP } from 'node:net';
import type { Stripe } from 'stripe';
import type { Handlers } from '../protocol/api.ts';
import { invalidRequest } from '../protocol/errors.ts';
import { list } from '../protocol/pagination.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import type { Account } from '../accounts.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethodDomain } from '../state/objects.ts';

export const paymentMethodDomains: Handlers = {
  'POST /v1/payment_method_domains': ({ context: { account }, params }) => {
    const { paymentMethodDomains: domains } = account.state;
    const name = params.domain_name.toLowerCase();
    assertDomain(name);
    const [known] = domains.scan({ field: ['domain_name', name] });
    if (known) return known;
    const enabled = params.enabled ?? true;
    return domains.insert({
      id: newId('pmd'),
      object: 'payment_method_domain',
      created: account.clock.now(),
      domain_name: name,
      enabled,
      livemode: false,
      ...wallets(account, name, enabled),
    });
  },

  'GET /v1/payment_method_domains': ({ context: { account }, params }) =>
    list(account.state.paymentMethodDomains, '/v1/payment_method_domains', params, {
      ...(params.domain_name !== undefined && {
        field: ['domain_name', params.domain_name.toLowerCase()] as const,
      }),
      ...(params.enabled !== undefined && { matches: ({ enabled }) => enabled === params.enabled }),
    }),

  'GET /v1/payment_method_domains/:id': ({ context: { account }, path }) =>
    account.state.paymentMethodDomains.require(path.id),

  'POST /v1/payment_method_domains/:id': ({ context: { account }, path, params }) => {
    const { enabled: was, domain_name } = account.state.paymentMethodDomains.require(path.id);
    const enabled = params.enabled ?? was;
    return account.state.paymentMethodDomains.update(path.id, {
      enabled,
      ...wallets(account, domain_name, enabled),
    });
  },

  'POST /v1/payment_method_domains/:id/validate': ({ context: { account }, path }) => {
    const { enabled, domain_name } = account.state.paymentMethodDomains.require(path.id);
    return account.state.paymentMethodDomains.update(
      path.id,
      wallets(account, domain_name, enabled),
    );
  },
};

/** A host name alone: no scheme, port or path. */
function assertDomain(name: string): void {
  const label = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
  if (name === 'localhost' || new RegExp(`^${label}(\\.${label})+$`).test(name)) {
    if (isIP(name) === 0) return;
  }
  throw invalidRequest(
    `The domain ${name} is invalid. Provide a host name without scheme, port or path.`,
    { param: 'domain_name' },
  );
}

type Wallets = Pick<
  PaymentMethodDomain,
  'amazon_pay' | 'apple_pay' | 'google_pay' | 'klarna' | 'link' | 'paypal'
>;

/** Which of an account's capabilities each wallet needs. */
const needs: Readonly<Record<keyof Wallets, string | undefined>> = {
  amazon_pay: 'amazon_pay_payments',
  apple_pay: 'card_payments',
  google_pay: 'card_payments',
  klarna: 'klarna_payments',
  link: 'link_payments',
  paypal: undefined,
};

/**
 * Apple refuses what it can't reach, `localhost` among it. Here Apple is played too, so that Apple Pay
 * can be tried at a desk; a name that no server can have stands for one that it can't reach.
 */
const isUnreachable = (domain: string): boolean => domain.endsWith('.invalid');

function wallets(account: Account, domain: string, enabled: boolean): Wallets {
  const capabilities = capabilitiesOf(account);
  const status = (wallet: keyof Wallets): Stripe.PaymentMethodDomain.ApplePay => {
    const capability = needs[wallet];
    const problem = !enabled
      ? 'This domain is disabled.'
      : capability !== undefined && capabilities[capability] !== 'active'
        ? `The account does not have the capability ${capability}.`
        : wallet === 'apple_pay' && isUnreachable(domain)
          ? `Apple could not reach ${domain}.`
          : undefined;
    return problem === undefined
      ? { status: 'active' }
      : { status: 'inactive', status_details: { error_message: problem } };
  };
  return {
    amazon_pay: status('amazon_pay'),
    apple_pay: status('apple_pay'),
    google_pay: status('google_pay'),
    klarna: status('klarna'),
    link: status('link'),
    paypal: status('paypal'),
  };
}
