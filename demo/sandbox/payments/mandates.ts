/** Mandates: that a shopper agreed to be debited, and how. */
import { invalidRequest } from '../protocol/errors.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Mandate, PaymentMethod } from '../state/objects.ts';
import { reference } from '../test-data/references.ts';

/** What the law wants a mandate for. */
const needed: readonly string[] = [
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'sepa_debit',
  'us_bank_account',
];

export interface MandateTerms {
  /** An earlier one. */
  mandate: string | undefined;
  /** `mandate_data`, as it came. */
  data: MandateData | null | undefined;
  singleUse?: { amount: number; currency: string };
  multiUse: boolean;
}

interface MandateData {
  readonly customer_acceptance?: {
    readonly type: string;
    readonly accepted_at?: number | undefined;
    readonly online?:
      | {
          readonly ip_address?: string | null | undefined;
          readonly user_agent?: string | null | undefined;
          readonly infer_from_client?: boolean | undefined;
        }
      | null
      | undefined;
  };
}

/**
 * The mandate under which a payment method is debited; null where none is needed.
 * @throws {StripeError} when one is needed and nobody agreed to it
 */
export function mandateFor(
  context: Context,
  paymentMethod: PaymentMethod,
  { mandate, data, singleUse, multiUse }: MandateTerms,
): string | null {
  const { mandates } = context.account.state;
  if (mandate !== undefined) return mandates.require(mandate, 'mandate').id;
  const acceptance = data?.customer_acceptance;
  if (!acceptance) {
    if (!needed.includes(paymentMethod.type)) return null;
    const known = [...mandates.scan({ field: ['payment_method', paymentMethod.id] })].find(
      ({ type, status }) => type === 'multi_use' && status === 'active',
    );
    if (known) return known.id;
    throw invalidRequest(
      'This payment requires a mandate, but no existing mandate was found. Collect mandate acceptance ' +
        'from the customer and try again, providing acceptance data in the mandate_data parameter.',
      { code: 'payment_intent_mandate_invalid', param: 'mandate_data' },
    );
  }
  const once = !multiUse && singleUse !== undefined;
  return mandates.insert({
    id: newId('mandate'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: acceptance.accepted_at ?? context.account.clock.now(),
      type: acceptance.type,
      ...(acceptance.type === 'offline'
        ? { offline: {} }
        : {
            online: {
              ip_address: acceptance.online?.ip_address ?? '127.0.0.1',
              user_agent: acceptance.online?.user_agent ?? null,
            },
          }),
    },
    livemode: false,
    payment_method: paymentMethod.id,
    payment_method_details: mandateDetails(paymentMethod),
    status: 'active',
    type: once ? 'single_use' : 'multi_use',
    ...(once ? { single_use: singleUse } : { multi_use: {} }),
  }).id;
}

function mandateDetails({ type, id }: PaymentMethod): Mandate['payment_method_details'] {
  const number = reference(`${id} mandate`, 16);
  const url = `https://hooks.stripe.com/mandates/${number}`;
  switch (type) {
    case 'sepa_debit':
      return { type, sepa_debit: { reference: number, url } };
    case 'bacs_debit':
      return {
        type,
        bacs_debit: {
          display_name: null,
          network_status: 'accepted',
          reference: number,
          revocation_reason: null,
          service_user_number: null,
          url,
        },
      };
    case 'au_becs_debit':
      return { type, au_becs_debit: { url } };
    case 'acss_debit':
      return {
        type,
        acss_debit: {
          interval_description: null,
          payment_schedule: 'sporadic',
          transaction_type: 'personal',
        },
      };
    case 'us_bank_account':
      return { type, us_bank_account: {} };
    case 'card':
      return { type, card: {} };
    default:
      return { type };
  }
}
