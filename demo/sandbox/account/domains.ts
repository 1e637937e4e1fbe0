/** The hosts on which wallets may show, and whether each does. */
import type { Stripe } from 'stripe';
import type { Account } from '../accounts.ts';
import { capabilitiesOf } from '../payments/capabilities.ts';
import { invalidRequest } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethodDomain } from '../state/objects.ts';

/** The capability that each wallet rides on. */
const wallets = {
  amazon_pay: 'amazon_pay_payments',
  apple_pay: 'card_payments',
  google_pay: 'card_payments',
  klarna: 'klarna_payments',
  link: 'link_payments',
  paypal: 'paypal_payments',
} as const;

type Wallet = keyof typeof wallets;
type WalletStatus = PaymentMethodDomain['apple_pay'];

/** Registers a host, or answers with the registration that it has. */
export function registerDomain(
  { account }: Context,
  { domain_name, enabled = true }: Read<Stripe.PaymentMethodDomainCreateParams>,
): PaymentMethodDomain {
  assertHost(domain_name);
  const { paymentMethodDomains } = account.state;
  const [known] = paymentMethodDomains.scan({ field: ['domain_name', domain_name] });
  if (known) return known;
  return paymentMethodDomains.insert({
    id: newId('pmd'),
    object: 'payment_method_domain',
    ...walletStatuses(account, domain_name),
    created: account.clock.now(),
    domain_name,
    enabled,
    livemode: false,
  });
}

export function updateDomain(
  { account }: Context,
  id: string,
  { enabled }: Read<Stripe.PaymentMethodDomainUpdateParams>,
): PaymentMethodDomain {
  const { paymentMethodDomains } = account.state;
  paymentMethodDomains.require(id);
  return paymentMethodDomains.update(id, enabled === undefined ? {} : { enabled });
}

/** Looks again at what each wallet says of the host. */
export function validateDomain({ account }: Context, id: string): PaymentMethodDomain {
  const { paymentMethodDomains } = account.state;
  const { domain_name } = paymentMethodDomains.require(id);
  return paymentMethodDomains.update(id, walletStatuses(account, domain_name));
}

/**
 * A wallet is active where its capability is. Stripe asks the wallets' own servers; here a host below
 * `.invalid`, which no server can have, stands for one that they can't reach.
 */
function walletStatuses(account: Account, host: string): Record<Wallet, WalletStatus> {
  const capabilities = capabilitiesOf(account);
  const status = (wallet: Wallet): WalletStatus => {
    if (host.endsWith('.invalid')) return inactive(`The domain ${host} could not be reached.`);
    const capability = wallets[wallet];
    return capabilities[capability] === 'active'
      ? { status: 'active' }
      : inactive(`The account's capability ${capability} is not active.`);
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

const inactive = (error_message: string): WalletStatus => ({
  status: 'inactive',
  status_details: { error_message },
});

/** A host and nothing else: no scheme, port or path. */
function assertHost(host: string): void {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  if (host.length > 253 || !new RegExp(`^${label}(?:\\.${label})*$`).test(host)) {
    throw invalidRequest(
      `The domain name '${host}' is invalid. Give a bare host name, such as shop.example.com.`,
      { param: 'domain_name' },
    );
  }
}
