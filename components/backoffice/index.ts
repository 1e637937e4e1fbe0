/**
 * The back office: importing this defines `<tender-backoffice>` and its parts. Without a DOM it does
 * nothing, and doing it twice is harmless.
 *
 * @module
 */
import { TenderBackoffice } from './backoffice.ts';
import { OfficeFilters } from './payments/filters.ts';
import { OfficeOperation } from './payments/operation.ts';
import { OfficePayment } from './payments/payment.ts';
import { OfficePayments } from './payments/payments.ts';
import { OfficeTotals } from './payments/totals.ts';
import { OfficeSignIn } from './sign-in.ts';

export { TenderBackoffice };

const elements = {
  'tender-office-filters': OfficeFilters,
  'tender-office-operation': OfficeOperation,
  'tender-office-payment': OfficePayment,
  'tender-office-payments': OfficePayments,
  'tender-office-totals': OfficeTotals,
  'tender-office-sign-in': OfficeSignIn,
  'tender-backoffice': TenderBackoffice,
};

if ('document' in globalThis) {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
}
