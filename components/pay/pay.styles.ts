import { css } from 'lit';

export const styles = css`
  .notice {
    margin: 0 0 var(--_space);
    padding: 0.75em 1em;
    border-inline-start: 0.25em solid var(--_tone);
    border-radius: calc(var(--_radius) * 0.6);
    background: color-mix(in srgb, var(--_tone) 9%, var(--_background));
  }
  .notice.danger {
    --_tone: var(--_danger);
  }
  .notice.info {
    --_tone: var(--_warning);
  }

  button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.625em;
    inline-size: 100%;
    min-block-size: calc(var(--_control) * 1.08);
    padding: 0.625em 1.25em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_primary);
    color: var(--_on-primary);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.08);
  }
  button[aria-disabled='true'] {
    cursor: default;
    filter: none;
  }
  button.waiting {
    opacity: 0.55;
  }

  .spinner {
    inline-size: 1.125em;
    block-size: 1.125em;
    border: 0.15em solid currentcolor;
    border-block-start-color: transparent;
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.8s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
  }

  .note {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    margin: 0.75em 0 0;
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .note svg {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
  }
`;
