import { css } from 'lit';

export const styles = css`
  .screen {
    display: grid;
    justify-items: center;
    gap: 0.5em;
    padding: calc(var(--_space) * 2) var(--_space);
    text-align: center;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 3.5em;
    block-size: 3.5em;
    margin-block-end: 0.5em;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_tone) 14%, var(--_background));
    color: var(--_tone);
  }
  .mark svg {
    inline-size: 1.75em;
    block-size: 1.75em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .paid,
  .authorized {
    --_tone: var(--_success);
  }
  .failed,
  .canceled {
    --_tone: var(--_danger);
  }
  .unknown {
    --_tone: var(--_warning);
  }
  .confirming,
  .processing,
  .awaiting {
    --_tone: var(--_primary);
  }
  h2 {
    margin: 0;
    font-size: 1.375em;
    font-weight: 650;
    line-height: 1.25;
    text-wrap: balance;
  }
  h2:focus {
    outline: none;
  }
  p {
    margin: 0;
    color: var(--_muted);
  }
  .details {
    display: grid;
    gap: 0.25em;
    margin-block-start: 1em;
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }
  .card {
    text-transform: capitalize;
  }
  a {
    margin-block-start: 0.75em;
    color: var(--_primary);
    font-weight: 600;
  }
  @media (prefers-reduced-motion: no-preference) {
    .confirming .mark svg {
      animation: turn 1.2s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
  }
`;
