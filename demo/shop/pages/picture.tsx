import type { FC } from 'hono/jsx';
import type { ProductId } from '../catalogue.ts';

const drawings: Record<ProductId, unknown> = {
  lamp: (
    <>
      <path d="M46 44h68l18 52H28z" fill="#f3c27b" />
      <path d="M46 44h68l4 12H42z" fill="#e8ad5c" />
      <rect x="76" y="96" width="8" height="42" fill="#8a5a3a" />
      <path d="M52 138h56a8 8 0 0 1 8 8v2H44v-2a8 8 0 0 1 8-8z" fill="#6f452b" />
    </>
  ),
  notebook: (
    <>
      <rect x="44" y="30" width="76" height="104" rx="4" fill="#2f5d50" />
      <rect x="44" y="30" width="12" height="104" rx="3" fill="#24483e" />
      <rect x="70" y="52" width="36" height="18" rx="2" fill="#f4efe4" />
      <path d="M104 30v44l6-6 6 6V30z" fill="#d9603b" />
    </>
  ),
  mug: (
    <>
      <path d="M108 62h12a20 20 0 0 1 0 40h-12" fill="none" stroke="#b9a58c" stroke-width="10" />
      <path d="M40 46h72v68a18 18 0 0 1-18 18H58a18 18 0 0 1-18-18z" fill="#e6dac7" />
      <path d="M40 46h72v30c-24 12-48-10-72 4z" fill="#4f6d8f" />
      <ellipse cx="76" cy="46" rx="36" ry="8" fill="#3a2a20" />
    </>
  ),
  pen: (
    <g transform="rotate(45 80 84)">
      <rect x="73" y="18" width="14" height="104" rx="4" fill="#c79a3f" />
      <rect x="73" y="54" width="14" height="4" fill="#8f6a22" />
      <path d="M73 122h14l-7 26z" fill="#8f6a22" />
      <rect x="85" y="24" width="4" height="34" rx="2" fill="#8f6a22" />
    </g>
  ),
  bag: (
    <>
      <path d="M58 50c0-28 44-28 44 0" fill="none" stroke="#7a4a2c" stroke-width="8" />
      <path d="M38 50h84l8 82a8 8 0 0 1-8 8H38a8 8 0 0 1-8-8z" fill="#6c7351" />
      <path d="M38 50h84l3 30H35z" fill="#585f41" />
      <rect x="72" y="72" width="16" height="22" rx="3" fill="#7a4a2c" />
    </>
  ),
  card: (
    <>
      <rect
        x="26"
        y="46"
        width="94"
        height="66"
        rx="3"
        fill="#efe6d6"
        transform="rotate(-6 73 79)"
      />
      <rect x="40" y="56" width="94" height="66" rx="3" fill="#fffaf0" />
      <circle cx="68" cy="86" r="15" fill="#d9603b" />
      <path d="M40 108c22-20 34 4 52-12 14-12 26-6 42 2v24H40z" fill="#2f5d50" />
    </>
  ),
};

/** A product's picture, drawn here. Decoration: its name always stands beside it. */
export const Picture: FC<{ product: ProductId; class?: string }> = ({
  product,
  class: className,
}) => (
  <svg viewBox="0 0 160 168" class={className ?? 'picture'} aria-hidden="true">
    {drawings[product]}
  </svg>
);
