/** Plain drawings for the families of payment methods. Brands' own marks are not ours to give away. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';

const CARD = svg`<rect x="1" y="1" width="22" height="14" rx="2" /><path d="M1 5.5h22M4 11h5" />`;
const BANK = svg`<path d="M2 6 12 1.2 22 6zM4.5 6v6.5m5-6.5v6.5m5-6.5v6.5m5-6.5v6.5M2 14.8h20" />`;
const WALLET = svg`<path d="M2 4h18a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2zm0 0a2.5 2.5 0 0 1 2.500-2.800H18V4" /><circle cx="18" cy="9.500" r="1" />`;
const LATER = svg`<circle cx="12" cy="8" r="7" /><path d="M12 4v4.300l3 1.700" />`;
const VOUCHER = svg`<path d="M2 1v14m3-14v14m4-14v14m2-14v14m4-14v14m3-14v14m4-14v14" />`;

const FAMILIES: Record<string, SVGTemplateResult> = {
  card: CARD,
  wallet: WALLET,
  bnpl: LATER,
  voucher: VOUCHER,
};

export function methodIcon(family: string, className: string): TemplateResult {
  return html`<svg
    class=${className}
    viewBox="0 0 24 16"
    width="24"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    aria-hidden="true"
  >
    ${FAMILIES[family] ?? BANK}
  </svg>`;
}
