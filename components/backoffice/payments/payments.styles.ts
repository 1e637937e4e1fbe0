import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  .list {
    padding: 0.25em 0.5em;
    /* As high as the skeleton, so that a short list doesn't pull up what is below. */
    min-block-size: 12em;
  }
  .lines {
    padding: 0.75em;
  }
  .empty {
    padding: 4em 1em;
    text-align: center;
  }
  .fresh {
    justify-self: center;
    border-color: transparent;
    border-radius: 2em;
    background: var(--_primary);
    color: var(--_on-primary);
  }
  .fresh:hover:hover {
    background: color-mix(in srgb, var(--_primary) 88%, var(--_text));
  }
  tbody tr {
    position: relative;
  }
  tbody tr:hover {
    background: var(--_soft);
  }
  tbody a {
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  /* The whole row leads to the payment. */
  tbody a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .email {
    overflow-wrap: anywhere;
  }
  .sub {
    display: block;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 400;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .sub.warn {
    color: var(--_warning);
  }
  .narrow {
    display: none;
  }
  @container (max-width: 44rem) {
    .wide {
      display: none;
    }
    .narrow {
      display: block;
    }
    .narrow .badge {
      margin-block-start: 0.375em;
    }
    th,
    td {
      padding-inline: 0.5rem;
    }
  }
`;
