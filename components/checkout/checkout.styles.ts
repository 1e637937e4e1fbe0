import { css } from 'lit';

export const styles = css`
  .stack {
    display: grid;
    gap: calc(var(--_space) * 1.25);
  }
  .stack > * {
    min-inline-size: 0;
  }
  .skeleton {
    block-size: var(--_control);
  }
  .list {
    block-size: 20em;
  }
  .unavailable {
    display: grid;
    justify-items: center;
    gap: var(--_space);
    padding: calc(var(--_space) * 2) var(--_space);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: center;
  }
  .unavailable p {
    margin: 0;
  }
  .unavailable button {
    min-block-size: var(--_control);
    padding: 0.5em 1.25em;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
  }
`;
