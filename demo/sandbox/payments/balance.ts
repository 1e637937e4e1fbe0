/**
 * The account's balance. Each movement of money is one balance transaction: what was captured, less
 * what was refunded or disputed, is always their sum.
 */
import { currencyRules, isCurrency } from '../../../server/money/index.ts';
import type { Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { BalanceTransaction, Charge } from '../state/objects.ts';

/** What the sandbox keeps of every charge: 2.9 % and 30 of the smallest unit in which prices are written. */
const feeRate = 0.029;
const feeUnits = 30;
/** What a bank takes for a dispute, won or lost. */
const disputeFee = 1500;
const settlementDays = 2;
const day = 24 * 60 * 60;

function processingFee(amount: number, currency: string): number {
  const decimals = isCurrency(currency) ? currencyRules(currency).decimals : 2;
  return Math.round(amount * feeRate) + (decimals === 3 ? feeUnits * 10 : feeUnits);
}

/** The transaction by which money comes in, or goes when `amount` is negative. */
export function moveMoney(
  { account }: Context,
  charge: Charge,
  movement: {
    type: 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal';
    /** In minor units of the charge's currency. */
    amount: number;
    /** The charge, refund or dispute that it is about. */
    source: string;
    available?: boolean;
  },
): BalanceTransaction {
  const { type, amount, source, available = type !== 'charge' } = movement;
  const { currency } = charge;
  const now = account.clock.now();
  const fee =
    type === 'charge' ? processingFee(amount, currency) : type === 'dispute' ? disputeFee : 0;
  const isCard = charge.id.startsWith('ch_');
  return account.state.balanceTransactions.insert({
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: available ? now : now + settlementDays * day,
    balance_type: 'payments',
    created: now,
    currency,
    description: descriptions[type](charge),
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: type === 'dispute' ? 'Dispute fee' : 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: type,
    source,
    status: available ? 'available' : 'pending',
    type: typesOf[type](isCard),
  });
}

type Movement = Parameters<typeof moveMoney>[2]['type'];

const typesOf: Record<Movement, (isCard: boolean) => BalanceTransaction['type']> = {
  charge: (isCard) => (isCard ? 'charge' : 'payment'),
  refund: (isCard) => (isCard ? 'refund' : 'payment_refund'),
  refund_failure: () => 'refund_failure',
  dispute: () => 'adjustment',
  dispute_reversal: () => 'adjustment',
};

const descriptions: Record<Movement, (charge: Charge) => string | null> = {
  charge: ({ description }) => description,
  refund: ({ description, id }) => `REFUND FOR CHARGE (${description ?? id})`,
  refund_failure: ({ id }) => `REFUND FAILURE FOR CHARGE (${id})`,
  dispute: ({ id }) => `Chargeback withdrawal for ${id}`,
  dispute_reversal: ({ id }) => `Chargeback reversal for ${id}`,
};

/** What has become available by now. */
export const isAvailable = ({ available_on }: BalanceTransaction, now: number): boolean =>
  available_on <= now;
