import type { Stripe } from 'stripe';
import { invalidRequest, missingParameter, type StripeError } from '../protocol/errors.ts';
import type { Read } from '../protocol/operations.ts';
import { emit, type Context } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { PaymentMethod } from '../state/objects.ts';
import { bankAccountByToken, type BankAccount } from '../test-data/bank-accounts.ts';
import { cardByToken, type TestCard } from '../test-data/cards.ts';
import { declines } from '../test-data/declines.ts';
import { ibanNeedsAddress } from '../test-data/iban.ts';
import { ibanProblem } from '../test-data/sepa-accounts.ts';
import {
  cardDetails,
  cardFromEntry,
  cardFromToken,
  declineError,
  defaultExpiry,
  testCardOf,
} from './cards.ts';
import { playable } from './methods/behaviours.ts';
import { methodFields, type MethodData } from './methods/fields.ts';
import { fullBillingDetails, mergeMetadata } from './parameters.ts';

/**
 * The payment method that a call names. A token of test data, such as `pm_card_visa`, makes a new
 * one each time.
 * @throws {StripeError} resource_missing
 */
export function usePaymentMethod(context: Context, id: string, param?: string): PaymentMethod {
  const { paymentMethods } = context.account.state;
  const card = cardByToken(id);
  if (card) return insert(context, { card: cardOf(context, card), type: 'card' });
  const bankAccount = bankAccountByToken(id);
  if (bankAccount) return createPaymentMethod(context, bankAccountData(bankAccount));
  return paymentMethods.require(id, param);
}

const cardOf = ({ account }: Context, card: TestCard): Stripe.PaymentMethod.Card =>
  cardDetails(card, defaultExpiry(account.clock.now()), true);

/** What a form would have sent for an account of the test data. */
function bankAccountData(bankAccount: BankAccount): MethodData {
  const billing_details = {
    email: 'jenny.rosen@example.com',
    name: 'Jenny Rosen',
    address: { city: 'London', country: 'GB', line1: '1 High Street', postal_code: 'E1 6AN' },
  };
  if (bankAccount.type === 'sepa_debit') {
    return { type: 'sepa_debit', sepa_debit: { iban: bankAccount.iban }, billing_details };
  }
  const { type, account: account_number } = bankAccount;
  switch (type) {
    case 'us_bank_account':
      return {
        type,
        us_bank_account: { account_number, routing_number: '110000000' },
        billing_details,
      };
    case 'bacs_debit':
      return { type, bacs_debit: { account_number, sort_code: '108800' }, billing_details };
    case 'au_becs_debit':
      return { type, au_becs_debit: { account_number, bsb_number: '000000' }, billing_details };
    case 'acss_debit':
      return {
        type,
        acss_debit: { account_number, institution_number: '000', transit_number: '11000' },
        billing_details,
      };
  }
}

/**
 * From `payment_method_data`, or from the parameters of `POST /v1/payment_methods`.
 * @param param what stands before the names in errors: `payment_method_data`
 * @throws {StripeError} 402 for card data that no bank need be asked about, 400 for other data
 */
export function createPaymentMethod(
  context: Context,
  data: MethodData,
  param?: string,
): PaymentMethod {
  const made = preparePaymentMethod(context, data, param);
  return context.account.state.paymentMethods.insert(made);
}

/** As {@link createPaymentMethod}, without keeping it. */
export function preparePaymentMethod(
  context: Context,
  data: MethodData,
  param?: string,
): PaymentMethod {
  const id = newId('pm');
  return build(context, id, { ...typeFields(context, data, id, param), ...commonFields(data) });
}

function typeFields(
  context: Context,
  data: MethodData,
  id: string,
  param?: string,
): Partial<PaymentMethod> & Pick<PaymentMethod, 'type'> {
  const nameOf = (name: string): string => (param === undefined ? name : `${param}[${name}]`);
  const { type } = data;
  if (type === undefined) throw missingParameter(nameOf('type'));
  if (type === 'card') return { type, card: cardFromData(context, data, nameOf('card')) };
  if (!playable.includes(type)) {
    throw invalidRequest(`The sandbox does not play the payment method ${type}.`, {
      param: nameOf('type'),
    });
  }
  assertComplete(data, nameOf);
  const { card } = (data.link ?? {}) as { card?: string };
  if (card !== undefined) {
    context.account.state.linkCards.set(id, knownCard(context, card, nameOf('link[card]')));
  }
  return { ...methodFields(data, id), type };
}

function cardFromData(
  context: Context,
  data: MethodData,
  param: string,
): Stripe.PaymentMethod.Card {
  const card = 'card' in data ? data.card : undefined;
  if (card?.token !== undefined) return knownCard(context, card.token, `${param}[token]`);
  const { number, exp_month, exp_year, cvc } = card ?? {};
  if (number === undefined) throw missingParameter(`${param}[number]`);
  if (exp_month === undefined) throw missingParameter(`${param}[exp_month]`);
  if (exp_year === undefined) throw missingParameter(`${param}[exp_year]`);
  return cardFromEntry({ number, exp_month, exp_year, cvc }, context.account.clock.now());
}

/** @throws {StripeError} resource_missing */
function knownCard({ account }: Context, token: string, param: string): Stripe.PaymentMethod.Card {
  const known = cardFromToken(token, account.clock.now());
  if (known) return known;
  throw invalidRequest(`No such token: '${token}'`, { code: 'resource_missing', param });
}

/** What Stripe insists on before a debit can be tried. */
function assertComplete(data: MethodData, nameOf: (name: string) => string): void {
  const { type, billing_details } = data;
  const iban = data.sepa_debit?.iban;
  const require = (given: unknown, name: string): void => {
    if (given === undefined || given === null) throw missingParameter(nameOf(name));
  };
  if (type === 'sepa_debit') {
    require(iban, 'sepa_debit[iban]');
    const problem = ibanProblem(iban ?? '');
    if (problem) {
      throw invalidRequest(problem.message, {
        code: problem.code,
        param: nameOf('sepa_debit[iban]'),
      });
    }
    const { address } = billing_details ?? {};
    if (ibanNeedsAddress(iban ?? '')) {
      for (const part of ['line1', 'city', 'postal_code', 'country'] as const) {
        require(address?.[part], `billing_details[address][${part}]`);
      }
    }
  }
  if (type === 'sepa_debit' || type === 'bacs_debit' || type === 'au_becs_debit') {
    require(billing_details?.name, 'billing_details[name]');
    require(billing_details?.email, 'billing_details[email]');
  }
}

const commonFields = ({
  billing_details,
  metadata,
  allow_redisplay,
}: MethodData): Partial<PaymentMethod> => ({
  billing_details: fullBillingDetails(billing_details),
  metadata: mergeMetadata(null, metadata),
  ...(allow_redisplay !== undefined && { allow_redisplay }),
});

const insert = (
  context: Context,
  fields: Partial<PaymentMethod> & Pick<PaymentMethod, 'type'>,
): PaymentMethod =>
  context.account.state.paymentMethods.insert(build(context, newId('pm'), fields));

const build = (
  { account }: Context,
  id: string,
  fields: Partial<PaymentMethod> & Pick<PaymentMethod, 'type'>,
): PaymentMethod => ({
  id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: fullBillingDetails(undefined),
  created: account.clock.now(),
  customer: null,
  customer_account: null,
  livemode: false,
  metadata: {},
  ...fields,
});

/** @throws {StripeError} 402 for cards that refuse to be stored, 400 when it belongs to another */
export function attachPaymentMethod(
  context: Context,
  paymentMethod: PaymentMethod,
  customer: string,
): PaymentMethod {
  const { paymentMethods, spent } = context.account.state;
  if (paymentMethod.customer === customer) return paymentMethod;
  if (paymentMethod.customer !== null) {
    throw invalidRequest(
      'The payment method you provided has already been attached to a customer.',
      {
        code: 'payment_method_unexpected_state',
      },
    );
  }
  if (spent.has(paymentMethod.id)) throw spentPaymentMethod();
  const decline = testCardOf(paymentMethod)?.decline;
  if (decline?.use === 'any') throw declineError(declines[decline.as]);
  const attached = paymentMethods.update(paymentMethod.id, { customer });
  emit(context, 'payment_method.attached', attached);
  return attached;
}

export function detachPaymentMethod(context: Context, paymentMethod: PaymentMethod): PaymentMethod {
  const { paymentMethods, spent } = context.account.state;
  if (paymentMethod.customer === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      { code: 'payment_method_unexpected_state' },
    );
  }
  spent.add(paymentMethod.id);
  const detached = paymentMethods.update(paymentMethod.id, { customer: null });
  emit(context, 'payment_method.detached', detached, paymentMethod);
  return detached;
}

export const spentPaymentMethod = (): StripeError =>
  invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, ' +
      'shared with a connected account without Customer attachment, or was detached from a Customer. ' +
      'It may not be used again. To use a PaymentMethod multiple times, you must attach it to a ' +
      'Customer first.',
    { code: 'payment_method_unexpected_state' },
  );

type UpdateParams = Read<Stripe.PaymentMethodUpdateParams>;

export function updatePaymentMethod(
  context: Context,
  paymentMethod: PaymentMethod,
  { billing_details, metadata, allow_redisplay, card }: UpdateParams,
): PaymentMethod {
  const updated = context.account.state.paymentMethods.update(paymentMethod.id, {
    billing_details: fullBillingDetails(billing_details, paymentMethod.billing_details),
    metadata: mergeMetadata(paymentMethod.metadata, metadata),
    ...(allow_redisplay !== undefined && { allow_redisplay }),
    ...(card &&
      paymentMethod.card && {
        card: {
          ...paymentMethod.card,
          exp_month: card.exp_month ?? paymentMethod.card.exp_month,
          exp_year: card.exp_year ?? paymentMethod.card.exp_year,
        },
      }),
  });
  emit(context, 'payment_method.updated', updated, paymentMethod);
  return updated;
}
