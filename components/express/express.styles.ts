import { css } from 'lit';

export const styles = css`
  .buttons {
    display: flow-root;
    position: relative;
    /* What Stripe allows for its buttons. */
    min-block-size: clamp(40px, var(--_control), 55px);
  }
  .buttons.waiting {
    display: grid;
    /* As Stripe lays out its buttons, one below the other where it's narrow. */
    grid-template-columns: repeat(auto-fit, minmax(min(100%, max(12em, 50% - 0.75em)), 1fr));
    gap: 8px;
  }
  .buttons.waiting slot {
    display: block;
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
  }
  .skeleton {
    block-size: clamp(40px, var(--_control), 55px);
  }
  .divider {
    display: flex;
    align-items: center;
    gap: 1em;
    margin-block-start: calc(var(--_space) * 1.25);
    color: var(--_muted);
    font-size: 0.875em;
  }
  .divider::before,
  .divider::after {
    flex: 1;
    border-block-start: 1px solid var(--_border);
    content: '';
  }
`;
