/** Disputes: raised by test cards, decided by what the evidence says. */
import type { Stripe } from 'stripe';
import { invalidRequest } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Charge, Dispute } from '../state/objects.ts';
import { moveMoney } from './balance.ts';
import { mergeMetadata } from './parameters.ts';
import { schedule } from './schedule.ts';

const day = 24 * 60 * 60;
const daysToAnswer = 9;
const judgedAfter = 1;

/** What `uncategorized_text` says to have a dispute decided. */
const verdicts: Readonly<Record<string, 'won' | 'lost' | 'escalate'>> = {
  winning_evidence: 'won',
  losing_evidence: 'lost',
  escalate_inquiry_evidence: 'escalate',
};

const noEvidence: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export function openDispute(
  context: Context,
  charge: Charge,
  { reason, inquiry = false }: { reason: string; inquiry?: boolean },
): Dispute {
  const { account } = context;
  const now = account.clock.now();
  const opened = account.state.disputes.insert({
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      ...noEvidence,
      customer_email_address: charge.billing_details.email,
      customer_name: charge.billing_details.name,
    },
    evidence_details: {
      due_by: now + daysToAnswer * day,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(charge.payment_method_details?.card && {
      payment_method_details: {
        card: {
          brand: charge.payment_method_details.card.brand ?? 'visa',
          network: charge.payment_method_details.card.network ?? 'visa',
          case_type: inquiry ? ('inquiry' as const) : ('chargeback' as const),
          network_reason_code: '83',
        },
        type: 'card' as const,
      },
    }),
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
  account.state.charges.update(charge.id, { disputed: true });
  emit(context, 'charge.dispute.created', opened);
  return inquiry ? opened : withdrawFunds(context, charge, opened);
}

function withdrawFunds(context: Context, charge: Charge, dispute: Dispute): Dispute {
  const transaction = moveMoney(context, charge, {
    type: 'dispute',
    amount: -dispute.amount,
    source: dispute.id,
  });
  const withdrawn = context.account.state.disputes.update(dispute.id, {
    balance_transactions: [transaction],
    is_charge_refundable: false,
  });
  emit(context, 'charge.dispute.funds_withdrawn', withdrawn, dispute);
  return withdrawn;
}

const answerable: readonly string[] = ['needs_response', 'warning_needs_response'];

export function updateDispute(
  context: Context,
  dispute: Dispute,
  params: Read<Stripe.DisputeUpdateParams>,
): Dispute {
  const { evidence = {}, submit = true } = params;
  const answers = Object.keys(evidence).length > 0;
  if (answers && !answerable.includes(dispute.status)) {
    throw invalidRequest(
      `This dispute has a status of ${dispute.status}: evidence can no longer be submitted.`,
      { param: 'evidence' },
    );
  }
  const inquiry = dispute.status.startsWith('warning_');
  const submitted = answers && submit;
  const updated = context.account.state.disputes.update(dispute.id, {
    metadata: mergeMetadata(dispute.metadata, params.metadata),
    ...(answers && {
      evidence: { ...dispute.evidence, ...evidence } as Dispute['evidence'],
      evidence_details: {
        ...dispute.evidence_details,
        has_evidence: true,
        ...(submitted && {
          submission_count: dispute.evidence_details.submission_count + 1,
          submission_method: 'manual' as const,
        }),
      },
    }),
    ...(submitted && { status: inquiry ? 'warning_under_review' : 'under_review' }),
  });
  emit(context, 'charge.dispute.updated', updated, dispute);
  if (submitted && verdictOf(updated)) {
    schedule(context, judgedAfter, { kind: 'judge_dispute', id: dispute.id });
  }
  return updated;
}

const verdictOf = ({ evidence }: Dispute): 'won' | 'lost' | 'escalate' | undefined =>
  verdicts[evidence.uncategorized_text?.trim() ?? ''];

/** The bank decides. */
export function judgeDispute(context: Context, dispute: Dispute): void {
  const { charges, disputes } = context.account.state;
  const verdict = verdictOf(dispute);
  const inquiry = dispute.status === 'warning_under_review';
  if (verdict === undefined || (!inquiry && dispute.status !== 'under_review')) return;
  const charge = charges.require(dispute.charge);
  if (inquiry && verdict === 'escalate') {
    const escalated = disputes.update(dispute.id, {
      status: 'needs_response',
      evidence: { ...dispute.evidence, uncategorized_text: null },
    });
    emit(context, 'charge.dispute.updated', escalated, dispute);
    withdrawFunds(context, charge, escalated);
    return;
  }
  if (inquiry) closeWith(context, dispute, 'warning_closed');
  else closeWith(context, dispute, verdict === 'won' ? 'won' : 'lost');
}

/** Accepting a dispute loses it. */
export function closeDispute(context: Context, dispute: Dispute): Dispute {
  if (!answerable.includes(dispute.status)) {
    throw invalidRequest(`This dispute is already closed: it has a status of ${dispute.status}.`);
  }
  return closeWith(
    context,
    dispute,
    dispute.status === 'needs_response' ? 'lost' : 'warning_closed',
  );
}

function closeWith(
  context: Context,
  dispute: Dispute,
  status: 'won' | 'lost' | 'warning_closed',
): Dispute {
  const { charges, disputes } = context.account.state;
  const closed = disputes.update(dispute.id, { status });
  emit(context, 'charge.dispute.closed', closed, dispute);
  if (status !== 'won') return closed;
  const transaction = moveMoney(context, charges.require(dispute.charge), {
    type: 'dispute_reversal',
    amount: dispute.amount,
    source: dispute.id,
  });
  const reinstated = disputes.update(dispute.id, {
    balance_transactions: [...closed.balance_transactions, transaction],
    is_charge_refundable: true,
  });
  emit(context, 'charge.dispute.funds_reinstated', reinstated, closed);
  return reinstated;
}

export function warnOfFraud(context: Context, charge: Charge): void {
  const { account } = context;
  const warning = account.state.earlyFraudWarnings.insert({
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: charge.id,
    created: account.clock.now(),
    fraud_type: 'made_with_stolen_card',
    livemode: false,
    ...(charge.payment_intent !== null && { payment_intent: charge.payment_intent }),
  });
  emit(context, 'radar.early_fraud_warning.created', warning);
}
