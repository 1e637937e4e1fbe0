import { css } from 'lit';

export const styles = css`
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 0.625em;
    padding: 0;
    font-size: 1em;
    font-weight: 600;
  }

  .country {
    display: grid;
    gap: 0.3em;
    margin-block-end: var(--_space);
  }
  .country label {
    font-weight: 500;
  }
  select {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding-inline: 0.875em;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: inherit;
    font: inherit;
  }
  .hint {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .list {
    overflow: clip;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
  }
  .method + .method {
    border-block-start: 1px solid var(--_border);
  }
  .method.chosen {
    background: var(--_soft);
  }
  .method > label {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 0.1em 0.875em;
    align-items: center;
    min-block-size: 3.75em;
    padding: 0.75em 1em;
    cursor: pointer;
  }
  .method:not(.chosen) > label:hover {
    background: var(--_soft);
  }
  .name {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .text {
    display: grid;
  }

  input {
    appearance: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0;
    border: 0.1em solid var(--_control-border);
    border-radius: 50%;
    background: var(--_background);
    font: inherit;
  }
  input:checked {
    border: 0.375em solid var(--_primary);
  }
  /* The whole row is the target, so the whole row shows the focus. */
  .method:has(input:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
    border-radius: var(--_radius);
  }
  input:focus-visible {
    outline: none;
  }

  /* The space of a mark: a blank card where there is none. */
  .mark {
    inline-size: 2.25em;
    block-size: 1.5em;
    border-radius: 0.19em;
    outline: 1px solid var(--_border);
    background: var(--_skeleton);
  }
  img {
    display: block;
    inline-size: 100%;
  }

  .form {
    display: flow-root;
    position: relative;
    /* What most forms of the kind need, so that nothing moves when the frame is there. */
    min-block-size: var(--tender-form-height, 8.5em);
    padding: 0 1em 1em;
  }
  .form.card {
    min-block-size: var(--tender-card-form-height, 16em);
  }
  .form .wait {
    position: absolute;
    inset: 0 1em 1em;
    display: grid;
    overflow: clip;
    gap: 0.75em;
    align-content: start;
    grid-template-columns: 1fr 1fr;
    pointer-events: none;
  }
  .wait .skeleton {
    block-size: 3.25em;
  }
  .wait .skeleton.wide {
    grid-column: 1 / -1;
  }
  .form slot {
    display: block;
  }
  .form.waiting slot {
    position: absolute;
    inset-inline: 1em;
    opacity: 0;
  }

  .empty {
    padding: 1.5em 1em;
    text-align: center;
  }
  .empty p {
    margin: 0;
  }

  @media (forced-colors: active) {
    input {
      appearance: auto;
    }
    .method.chosen {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
