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
import { OfficeAttention } from './settings/attention.ts';
import { OfficeAudit } from './settings/audit.ts';
import { OfficeCapture } from './settings/capture.ts';
import { OfficeCredentials } from './settings/credentials.ts';
import { OfficeDomains } from './settings/domains.ts';
import { OfficeHealth } from './settings/health.ts';
import { OfficeLimits } from './settings/limits.ts';
import { OfficeMethodReport } from './settings/method-report.ts';
import { OfficeMethods } from './settings/methods.ts';
import { OfficeOperators } from './settings/operators.ts';
import { OfficeWebhook } from './settings/webhook.ts';
import { OfficeSignIn } from './sign-in.ts';

export { TenderBackoffice };

const elements = {
  'tender-office-attention': OfficeAttention,
  'tender-office-audit': OfficeAudit,
  'tender-office-capture': OfficeCapture,
  'tender-office-credentials': OfficeCredentials,
  'tender-office-domains': OfficeDomains,
  'tender-office-health': OfficeHealth,
  'tender-office-limits': OfficeLimits,
  'tender-office-method-report': OfficeMethodReport,
  'tender-office-methods': OfficeMethods,
  'tender-office-operators': OfficeOperators,
  'tender-office-webhook': OfficeWebhook,
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
