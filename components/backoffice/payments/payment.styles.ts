import { css } from 'lit';

export const styles = css`
  .back {
    margin-block-end: 0.75em;
    font-size: 0.875em;
  }
  .head h2 {
    margin: 0;
  }
  .tall {
    block-size: 24em;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11rem, 45%), 1fr));
    gap: 1.125em 1.25em;
    margin: 0;
  }
  dt {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .big {
    font-size: 1.25em;
    font-weight: 650;
  }
  .warn dd {
    color: var(--_warning);
  }
  .id {
    grid-column: span 2;
  }

  .timeline {
    display: grid;
    gap: 1.125em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .timeline li {
    position: relative;
    display: grid;
    justify-items: start;
    gap: 0.125em;
    padding-inline-start: 1.5em;
    overflow-wrap: anywhere;
  }
  .timeline li::before {
    content: '';
    position: absolute;
    inset-block-start: 0.45em;
    inset-inline-start: 0.125em;
    inline-size: 0.625em;
    block-size: 0.625em;
    border-radius: 50%;
    background: var(--_tone, var(--_control-border));
  }
  .timeline li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-block: 1.4em -1em;
    inset-inline-start: 0.375em;
    inline-size: 1px;
    background: var(--_border);
  }
  .timeline .title {
    font-weight: 550;
  }
  .timeline button {
    margin-block-start: 0.375em;
  }
`;
