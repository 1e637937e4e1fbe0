import type { Stripe } from 'stripe';
import { isCurrency, toDecimal } from '../../../server/money/index.ts';
import { invalidRequest, missingParameter, unexpectedState } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Charge, Refund } from '../state/objects.ts';
import { digits } from '../test-data/references.ts';
import { behaviourOfCharge } from './settlement.ts';
import { moveMoney } from './balance.ts';
import { mergeMetadata } from './parameters.ts';
import { asked, scheduleOutcome } from './refund-outcomes.ts';

export function createRefund(context: Context, params: Read<Stripe.RefundCreateParams>): Refund {
  const { charges } = context.account.state;
  const charge = chargeToRefund(context, params);
  const { refund: refunding = 'succeeds' } = behaviourOfCharge(context, charge);
  const refundable = refundableAmount(charge);
  const amount = params.amount ?? refundable;
  assertRefundable(context, charge, amount, refundable);
  if (refunding === 'refused') {
    throw invalidRequest(
      `Payments by ${charge.payment_method_details?.type ?? 'this method'} cannot be refunded.`,
      { code: 'charge_not_refundable' },
    );
  }
  const email = params.instructions_email ?? charge.billing_details.email ?? charge.receipt_email;
  if (refunding === 'asks_shopper' && email === null) throw missingParameter('instructions_email');
  const pending = refunding === 'pending';
  const refund = insertRefund(context, charge, {
    amount,
    metadata: mergeMetadata(null, params.metadata),
    reason: params.reason ?? null,
    status: pending ? 'pending' : 'succeeded',
    ...(pending && { pending_reason: 'processing' as const }),
    ...(params.instructions_email !== undefined && {
      instructions_email: params.instructions_email,
    }),
    ...(refunding === 'asks_shopper' && asked(context, email ?? '')),
  });
  const transaction = moveMoney(context, charge, {
    type: 'refund',
    amount: -amount,
    source: refund.id,
  });
  const paid = context.account.state.refunds.update(refund.id, {
    balance_transaction: transaction.id,
  });
  const refunded = charge.amount_refunded + amount;
  const after = charges.update(charge.id, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  });
  emit(context, 'charge.refunded', after, charge);
  emit(context, 'refund.created', paid);
  scheduleOutcome(context, paid, refunding);
  return paid;
}

function insertRefund(
  { account }: Context,
  charge: Charge,
  fields: Pick<Refund, 'amount' | 'metadata' | 'reason' | 'status'> & Partial<Refund>,
): Refund {
  const isCard = charge.id.startsWith('ch_');
  const id = newId(isCard ? 're' : 'pyr');
  return account.state.refunds.insert({
    id,
    object: 'refund',
    balance_transaction: null,
    charge: charge.id,
    created: account.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(isCard && {
      destination_details: {
        card: {
          reference: digits(id, 16),
          reference_status: 'available',
          reference_type: 'acquirer_reference_number',
          type: charge.captured ? 'refund' : 'reversal',
        },
        type: 'card',
      },
    }),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...fields,
  });
}

function chargeToRefund({ account }: Context, params: Read<Stripe.RefundCreateParams>): Charge {
  const { charges, paymentIntents } = account.state;
  if (params.charge !== undefined && params.payment_intent !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.', {
      param: 'charge',
    });
  }
  if (params.charge !== undefined) {
    const charge = charges.require(params.charge, 'charge');
    if (charge.status === 'succeeded' && charge.amount_captured > 0) return charge;
    throw invalidRequest(
      charge.status === 'succeeded'
        ? `Charge ${charge.id} has not been captured: cancel its PaymentIntent instead.`
        : `Charge ${charge.id} has a status of ${charge.status} and cannot be refunded.`,
      { code: 'charge_not_refundable', param: 'charge' },
    );
  }
  if (params.payment_intent === undefined) throw missingParameter('payment_intent');
  const intent = paymentIntents.require(params.payment_intent, 'payment_intent');
  const charge = intent.latest_charge === null ? undefined : charges.get(intent.latest_charge);
  if (charge?.status === 'succeeded' && charge.amount_captured > 0) return charge;
  throw unexpectedState(
    'payment_intent',
    `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    { payment_intent: intent },
  );
}

const refundableAmount = (charge: Charge): number =>
  charge.amount_captured - charge.amount_refunded;

function assertRefundable(
  { account }: Context,
  charge: Charge,
  amount: number,
  refundable: number,
): void {
  const dispute = [...account.state.disputes.scan({ field: ['charge', charge.id] })].find(
    ({ is_charge_refundable }) => !is_charge_refundable,
  );
  if (dispute && dispute.status !== 'won') {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (amount < 1 && refundable > 0) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (refundable === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount > refundable) {
    const what = charge.amount_refunded > 0 ? 'unrefunded amount on charge' : 'charge amount';
    throw invalidRequest(
      `Refund amount (${money(amount, charge)}) is greater than ${what} (${money(refundable, charge)})`,
      { param: 'amount' },
    );
  }
}

const money = (amount: number, { currency }: Charge): string =>
  isCurrency(currency) ? `${toDecimal(amount, currency)} ${currency}` : String(amount);
