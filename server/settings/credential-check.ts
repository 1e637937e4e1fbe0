/**
 * Asks Stripe what a set of keys is worth, without changing anything there.
 *
 * @module
 */
import { pino } from 'pino';
import Stripe from 'stripe';
import * as v from 'valibot';
import { stripeKeysSchema } from '../options.ts';
import { createStripe, StripeCallError, type StripeGateway } from '../stripe.ts';
import type { CredentialCheck, Permission, Problem } from './admin-contract.ts';
import { isLivemode } from './credentials.ts';
import { error, isPermissionMissing, stripeWords, warning } from './problems.ts';

export interface KeyPair {
  publishableKey: string;
  secretKey: string;
}

/** What fails here is told in the answer, not in the log. */
const silent = pino({ level: 'silent' });

/** @param apiUrl origin of the sandbox; Stripe itself when left out. */
export async function checkCredentials(
  keys: KeyPair,
  apiUrl: string | undefined,
  now: number,
): Promise<CredentialCheck> {
  const shape = checkShape(keys, apiUrl);
  const check: CredentialCheck = {
    checkedAt: now,
    ok: shape.length === 0,
    livemode: null,
    account: null,
    sameAccount: null,
    permissions: [],
    problems: shape,
  };
  if (!check.ok) return check;

  const connect = (secretKey: string): StripeGateway =>
    createStripe(() => ({ secretKey, ...(apiUrl === undefined ? {} : { apiUrl }) }), silent);
  const secret = connect(keys.secretKey);
  const [account, pair, permissions] = await Promise.all([
    readAccount(secret),
    comparePair(secret, connect(keys.publishableKey)),
    keys.secretKey.startsWith('rk_') ? probePermissions(secret) : [],
  ]);
  const problems = [
    ...account.problems,
    // A secret key that Stripe does not know makes the rest meaningless.
    ...(account.known ? [...pair.problems, ...permissionProblems(permissions)] : []),
  ];
  return {
    ...check,
    ok: problems.every(({ severity }) => severity !== 'error'),
    livemode: isLivemode(keys.secretKey),
    account: account.account,
    sameAccount: pair.same,
    permissions,
    problems,
  };
}

function checkShape(keys: KeyPair, apiUrl: string | undefined): Problem[] {
  const result = v.safeParse(
    stripeKeysSchema,
    { ...keys, ...(apiUrl === undefined ? {} : { apiUrl }) },
    { abortPipeEarly: true },
  );
  const codes: Record<string, [code: string, name: string]> = {
    publishableKey: ['publishable_key_malformed', 'The publishable key'],
    secretKey: ['secret_key_malformed', 'The secret key'],
  };
  return (result.issues ?? []).map((issue) => {
    const [code, name] = codes[v.getDotPath(issue) ?? ''] ?? ['keys_do_not_match', 'This'];
    return error(code, `${name} ${issue.message}.`, 'enter_credentials');
  });
}

interface AccountReading {
  account: CredentialCheck['account'];
  /** Whether Stripe knows the key. */
  known: boolean;
  problems: Problem[];
}

async function readAccount(stripe: StripeGateway): Promise<AccountReading> {
  try {
    const account = await stripe.call('check-keys', ({ accounts }) => accounts.retrieveCurrent());
    const { id, country = '', charges_enabled: chargesEnabled, capabilities = {} } = account;
    const problems = [
      ...(chargesEnabled
        ? []
        : [
            error(
              'charges_disabled',
              'Stripe does not let this account take payments yet.',
              'see_stripe',
            ),
          ]),
      ...(capabilities.card_payments === 'active'
        ? []
        : [warning('cards_inactive', 'This account can not take cards.', 'see_stripe')]),
    ];
    return {
      account: {
        id,
        country,
        name: account.business_profile?.name ?? account.settings?.dashboard.display_name ?? null,
        chargesEnabled,
        capabilities: { ...capabilities },
      },
      known: true,
      problems,
    };
  } catch (failure) {
    if (isPermissionMissing(failure)) return { account: null, known: true, problems: [] };
    const said = stripeWords(failure) ?? 'no answer';
    const refused = failure instanceof StripeCallError && failure.outcome === 'refused';
    const found = refused
      ? error('secret_key_refused', `Stripe refuses the secret key: ${said}`, 'enter_credentials')
      : error('stripe_unreachable', `Stripe can not be reached: ${said}`, 'see_server');
    return { account: null, known: false, problems: [found] };
  }
}

/**
 * Whether both keys are of one account: the one makes a payment method, as a page does, and the other
 * looks for it. It is attached to nothing, and Stripe forgets it.
 */
async function comparePair(
  secret: StripeGateway,
  publishable: StripeGateway,
): Promise<{ same: boolean | null; problems: Problem[] }> {
  let id: string;
  try {
    const made = await publishable.call('check-keys', ({ paymentMethods }) =>
      paymentMethods.create({ type: 'alipay' }),
    );
    id = made.id;
  } catch (failure) {
    const { cause } = failure as StripeCallError;
    if (!(cause instanceof Stripe.errors.StripeAuthenticationError)) {
      return { same: null, problems: [] };
    }
    const words = `Stripe refuses the publishable key: ${cause.message}`;
    return {
      same: null,
      problems: [error('publishable_key_refused', words, 'enter_credentials')],
    };
  }
  try {
    await secret.call('check-keys', ({ paymentMethods }) => paymentMethods.retrieve(id));
    return { same: true, problems: [] };
  } catch (failure) {
    if ((failure as StripeCallError).code !== 'resource_missing') {
      return { same: null, problems: [] };
    }
    return {
      same: false,
      problems: [
        error(
          'keys_of_two_accounts',
          'The two keys are of different Stripe accounts.',
          'enter_credentials',
        ),
      ],
    };
  }
}

interface Probe extends Omit<Permission, 'granted'> {
  /** Does nothing but ask: reads one, or changes an object that there is not. */
  ask: (stripe: Stripe) => Promise<unknown>;
}

/** An id that no object has: whoever may change objects is told that it is missing, others that they may not. */
const NONE = 'tender_permission_check';

const PROBES: readonly Probe[] = [
  {
    resource: 'PaymentIntents',
    access: 'write',
    required: true,
    for: 'payments',
    ask: (stripe) => stripe.paymentIntents.update(`pi_${NONE}`, {}),
  },
  {
    resource: 'Charges',
    access: 'read',
    required: true,
    for: 'payments',
    ask: (stripe) => stripe.charges.retrieve(`ch_${NONE}`),
  },
  {
    resource: 'Refunds',
    access: 'write',
    required: true,
    for: 'refunds',
    ask: (stripe) => stripe.refunds.update(`re_${NONE}`, {}),
  },
  {
    resource: 'Disputes',
    access: 'read',
    required: true,
    for: 'disputes',
    ask: (stripe) => stripe.disputes.retrieve(`dp_${NONE}`),
  },
  {
    resource: 'Events',
    access: 'read',
    required: true,
    for: 'catching up on what the webhook missed',
    ask: (stripe) => stripe.events.list({ limit: 1 }),
  },
  {
    resource: 'Account',
    access: 'read',
    required: true,
    for: 'knowing which methods the account can offer',
    ask: (stripe) => stripe.accounts.retrieveCurrent(),
  },
  {
    resource: 'Payment Method Configurations',
    access: 'read',
    required: false,
    for: 'hiding what is switched off in Stripe’s dashboard',
    ask: (stripe) => stripe.paymentMethodConfigurations.list({ limit: 1 }),
  },
  {
    resource: 'Webhook Endpoints',
    access: 'write',
    required: false,
    for: 'generating the webhook',
    ask: (stripe) => stripe.webhookEndpoints.update(`we_${NONE}`, {}),
  },
  {
    resource: 'Payment Method Domains',
    access: 'write',
    required: false,
    for: 'registering wallet domains',
    ask: (stripe) => stripe.paymentMethodDomains.validate(`pmd_${NONE}`),
  },
];

const probePermissions = (stripe: StripeGateway): Promise<Permission[]> =>
  Promise.all(
    PROBES.map(async ({ ask, ...permission }) => {
      try {
        await stripe.call('check-keys', ask);
        return { ...permission, granted: true };
      } catch (failure) {
        if (isPermissionMissing(failure)) return { ...permission, granted: false };
        const missing = (failure as StripeCallError).code === 'resource_missing';
        return { ...permission, granted: missing ? true : null };
      }
    }),
  );

const permissionProblems = (permissions: readonly Permission[]): Problem[] =>
  permissions
    .filter(({ granted }) => granted === false)
    .map(({ resource, access, required, for: use }) =>
      (required ? error : warning)(
        'permission_missing',
        `The restricted key lacks the permission “${resource}: ${access}”, for ${use}.`,
        'see_stripe',
        'Give the key the permission in Stripe’s dashboard, under Developers, API keys.',
      ),
    );
