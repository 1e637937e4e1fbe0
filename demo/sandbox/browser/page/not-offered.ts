/** The rest of Stripe.js: there, so that feature tests find it, and honest when called. */
import type { Stripe as StripeObject } from '@stripe/stripe-js';
import { IntegrationError } from './errors.ts';

/** What the sandbox's Stripe.js does. */
export type OfferedMethod =
  | 'elements'
  | 'confirmPayment'
  | 'confirmSetup'
  | 'confirmCardPayment'
  | 'handleNextAction'
  | 'retrievePaymentIntent'
  | 'retrieveSetupIntent'
  | 'createPaymentMethod'
  | 'createConfirmationToken'
  | 'registerAppInfo';

type OtherMethod = Exclude<keyof StripeObject, OfferedMethod>;

/** Every other name that the installed types know; a new release with a new method breaks the build. */
const OTHER: Record<OtherMethod, true> = {
  collectBankAccountForPayment: true,
  collectBankAccountForSetup: true,
  collectBankAccountToken: true,
  collectFinancialConnectionsAccounts: true,
  confirmAcssDebitPayment: true,
  confirmAcssDebitSetup: true,
  confirmAffirmPayment: true,
  confirmAfterpayClearpayPayment: true,
  confirmAlipayPayment: true,
  confirmAmazonPaySetup: true,
  confirmAuBecsDebitPayment: true,
  confirmAuBecsDebitSetup: true,
  confirmBacsDebitSetup: true,
  confirmBancontactPayment: true,
  confirmBancontactSetup: true,
  confirmBilliePayment: true,
  confirmBlikPayment: true,
  confirmBlikSetup: true,
  confirmBoletoPayment: true,
  confirmCardSetup: true,
  confirmCashappPayment: true,
  confirmCashappSetup: true,
  confirmCustomerBalancePayment: true,
  confirmEpsPayment: true,
  confirmFpxPayment: true,
  confirmGiropayPayment: true,
  confirmGrabPayPayment: true,
  confirmIdealPayment: true,
  confirmIdealSetup: true,
  confirmKlarnaPayment: true,
  confirmKonbiniPayment: true,
  confirmMobilepayPayment: true,
  confirmMultibancoPayment: true,
  confirmOxxoPayment: true,
  confirmP24Payment: true,
  confirmPayByBankPayment: true,
  confirmPayNowPayment: true,
  confirmPayPalPayment: true,
  confirmPayPalSetup: true,
  confirmPixPayment: true,
  confirmPromptPayPayment: true,
  confirmSepaDebitPayment: true,
  confirmSepaDebitSetup: true,
  confirmSofortPayment: true,
  confirmSofortSetup: true,
  confirmTwintPayment: true,
  confirmUsBankAccountPayment: true,
  confirmUsBankAccountSetup: true,
  confirmWechatPayPayment: true,
  createEmbeddedCheckoutPage: true,
  createEphemeralKeyNonce: true,
  createRadarSession: true,
  createToken: true,
  handleCardAction: true,
  initCheckoutElementsSdk: true,
  initCheckoutFormSdk: true,
  initializePricing: true,
  paymentRequest: true,
  processOrder: true,
  retrieveOrder: true,
  verifyIdentity: true,
  verifyMicrodepositsForPayment: true,
  verifyMicrodepositsForSetup: true,
};

export function notOffered(): Pick<StripeObject, OtherMethod> {
  const methods = Object.keys(OTHER).map((name) => [
    name,
    () => {
      throw new IntegrationError(
        `The sandbox's Stripe.js has no stripe.${name}(). Use the Payment Element with stripe.confirmPayment(), or a Stripe test account.`,
      );
    },
  ]);
  return Object.fromEntries(methods) as Pick<StripeObject, OtherMethod>;
}
