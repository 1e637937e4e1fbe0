import { css } from 'lit';
import { skeleton, tokens } from '../styles/tokens.styles.ts';

/** Controls, tables and boxes as all parts have them. */
const controls = css`
  h1 {
    margin: 0;
    font-size: 1.375em;
    font-weight: 650;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    margin: 0 0 0.75em;
    font-size: 1.0625em;
    font-weight: 650;
  }
  p {
    margin: 0;
  }
  a {
    color: var(--_primary);
  }
  code {
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.875em;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
    margin-block-end: 1.25em;
  }
  .head .end {
    margin-inline-start: auto;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }
  .stack {
    display: grid;
    gap: 1.25em;
  }
  .stack > * {
    min-inline-size: 0;
  }
  .card {
    padding: 1.25em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.5em;
    padding: 0.375em 1em;
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true']),
  .button:hover {
    background: var(--_soft);
  }
  button.primary {
    border-color: transparent;
    background: var(--_primary);
    color: var(--_on-primary);
  }
  button.primary:hover:not(:disabled, [aria-disabled='true']) {
    background: color-mix(in srgb, var(--_primary) 88%, var(--_text));
  }
  button.danger {
    border-color: color-mix(in srgb, var(--_danger) 50%, transparent);
    color: var(--_danger);
  }
  button.plain {
    border-color: transparent;
    background: none;
    color: var(--_primary);
  }
  button:disabled,
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }

  label {
    display: grid;
    gap: 0.25em;
    font-size: 0.875em;
    font-weight: 550;
  }
  label .muted {
    font-weight: 400;
  }
  label.check,
  label.radio {
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0.625em;
    font-size: inherit;
    font-weight: 400;
  }
  input,
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.5em;
    padding: 0.375em 0.625em;
    border: 1px solid var(--_control-border);
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    font-weight: 400;
  }
  label > :is(input, select, textarea) {
    font-size: 1rem;
  }
  input:is([type='checkbox'], [type='radio']) {
    inline-size: 1.125em;
    min-block-size: 1.125em;
    block-size: 1.125em;
    margin: 0;
    accent-color: var(--_primary);
  }
  input:disabled,
  select:disabled {
    opacity: 0.6;
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  fieldset {
    display: grid;
    gap: 0.625em;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.375em;
    font-size: 0.875em;
    font-weight: 550;
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.1em 0.6em;
    border-radius: 1em;
    background: color-mix(in srgb, var(--_tone, var(--_muted)) 13%, var(--_background));
    color: color-mix(in srgb, var(--_tone, var(--_muted)) 85%, var(--_text));
    font-size: 0.8125em;
    font-weight: 600;
    white-space: nowrap;
  }
  .good {
    --_tone: var(--_success);
  }
  .warn {
    --_tone: var(--_warning);
  }
  .bad {
    --_tone: var(--_danger);
  }
  .info {
    --_tone: var(--_primary);
  }

  .notice {
    display: grid;
    gap: 0.5em;
    padding: 0.75em 1em;
    border-inline-start: 0.25em solid var(--_tone, var(--_primary));
    border-radius: calc(var(--_radius) * 0.6);
    background: color-mix(in srgb, var(--_tone, var(--_primary)) 9%, var(--_background));
    overflow-wrap: anywhere;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.625rem 0.75rem;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: top;
  }
  th {
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }
  tbody th {
    color: inherit;
    font-size: inherit;
    font-weight: 550;
  }
  tbody tr:last-child > * {
    border-block-end: 0;
  }
  .amount {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  dialog {
    inline-size: min(28rem, calc(100vw - 2rem));
    max-block-size: calc(100dvh - 2rem);
    padding: 1.5em;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.4);
    background: var(--_background);
    color: var(--_text);
    box-shadow: 0 1em 3em rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog form {
    display: grid;
    gap: 1.125em;
  }
  dialog .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.75em;
  }
  .lines {
    display: grid;
    gap: 0.75em;
  }
  .lines .skeleton {
    block-size: 3.25em;
  }
`;

export const partStyles = [tokens, skeleton, controls];
