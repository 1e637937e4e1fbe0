/**
 * Bank accounts whose owner has to read what a small deposit says before they can be debited.
 *
 * @see https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-microdeposit-verification
 */
import { invalidRequest, missingParameter, unexpectedState } from '../protocol/errors.ts';
import type { Context } from '../state/events.ts';
import type { PaymentIntent, SetupIntent } from '../state/objects.ts';
import { endAction } from './attempts.ts';
import type { Decline } from './behaviour.ts';
import { endSetupAction } from './setup-confirmation.ts';

/** What the owner has read. */
interface Statement {
  /** The two deposits, in the smallest unit. */
  amounts?: number[];
  descriptor_code?: string;
}

/** What Stripe's test accounts are sent. */
const sent = { amounts: '32,45', code: 'SM11AA' };

/** What makes the verification fail for good: the amounts, the code, the reason. */
const failures: readonly { amounts: string; code: string; decline: Decline }[] = [
  {
    amounts: '10,11',
    code: 'SM33CC',
    decline: {
      code: 'payment_method_microdeposit_verification_attempts_exceeded',
      message: 'You have exceeded the number of allowed verification attempts.',
    },
  },
  {
    amounts: '40,41',
    code: 'SM44DD',
    decline: {
      code: 'payment_method_microdeposit_verification_timeout',
      message: 'Microdeposit verification was not completed within the required 10 day period.',
    },
  },
];

/** @throws {StripeError} when they are not what was sent; the intent may have moved on */
export function verifyMicrodeposits<T extends PaymentIntent | SetupIntent>(
  context: Context,
  intent: T,
  statement: Statement,
): T {
  if (intent.status !== 'requires_action' || !intent.next_action?.verify_with_microdeposits) {
    const name = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
    throw unexpectedState(
      intent.object,
      `You cannot verify microdeposits of this ${name}: it has a status of ${intent.status}.`,
      { [intent.object]: intent },
    );
  }
  assertComplete(statement);
  const { setUp, attempts } = context.account.state;
  if (says(statement, sent)) {
    setUp.add(attempts.get(intent.id)?.paymentMethod ?? '');
    return end(context, intent, 'succeed');
  }
  const failure = failures.find((each) => says(statement, each));
  if (failure) {
    const failed = end(context, intent, 'fail', failure.decline);
    const { code, message } = failure.decline;
    throw invalidRequest(message, { code, [intent.object]: failed });
  }
  throw statement.amounts
    ? invalidRequest('The amounts provided do not match the amounts that were sent.', {
        code: 'payment_method_microdeposit_verification_amounts_mismatch',
        param: 'amounts',
      })
    : invalidRequest('The descriptor code provided does not match the one that was sent.', {
        code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
        param: 'descriptor_code',
      });
}

function assertComplete({ amounts, descriptor_code }: Statement): void {
  if (amounts && descriptor_code !== undefined) {
    throw invalidRequest(
      'You may only specify one of these parameters: amounts, descriptor_code.',
      {
        code: 'parameters_exclusive',
        param: 'amounts',
      },
    );
  }
  if (!amounts && descriptor_code === undefined) throw missingParameter('amounts');
  if (amounts && amounts.length !== 2) {
    throw invalidRequest('You must provide exactly two amounts.', {
      code: 'payment_method_microdeposit_verification_amounts_invalid',
      param: 'amounts',
    });
  }
}

const says = (
  { amounts, descriptor_code }: Statement,
  expected: { amounts: string; code: string },
): boolean =>
  amounts
    ? amounts.toSorted((a, b) => a - b).join() === expected.amounts
    : descriptor_code === expected.code;

function end<T extends PaymentIntent | SetupIntent>(
  context: Context,
  { object, id }: T,
  outcome: 'succeed' | 'fail',
  decline?: Decline,
): T {
  const endIt = object === 'payment_intent' ? endAction : endSetupAction;
  return endIt(context, id, outcome, decline) as T;
}
