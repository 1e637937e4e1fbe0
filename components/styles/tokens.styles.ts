import { css } from 'lit';

/**
 * The look that all elements share. Every value is a `--tender-*` custom property of the page with a
 * default here, read into a private property, so that what the page sets on any ancestor wins.
 *
 * Colours follow the page's `color-scheme`; `theme="light"` and `theme="dark"` pin it.
 */
export const tokens = css`
  :host {
    --_primary: var(--tender-color-primary, light-dark(#2447d8, #9db1ff));
    --_on-primary: var(--tender-color-on-primary, light-dark(#fff, #0c1230));
    --_background: var(--tender-color-background, light-dark(#fff, #17191f));
    --_text: var(--tender-color-text, light-dark(#171a21, #f1f3f7));
    --_muted: var(--tender-color-muted, light-dark(#565d6b, #a7afbd));
    --_border: var(--tender-color-border, light-dark(#d8dce4, #383d48));
    --_control-border: var(--tender-color-control-border, light-dark(#868d9b, #7d8595));
    --_success: var(--tender-color-success, light-dark(#0b7a4b, #57d39b));
    --_warning: var(--tender-color-warning, light-dark(#8a5a00, #f0b64d));
    --_danger: var(--tender-color-danger, light-dark(#b3261e, #ff9a91));
    --_focus: var(--tender-color-focus, var(--_primary));
    --_radius: var(--tender-radius, 0.625em);
    --_space: var(--tender-space, 1em);
    --_control: var(--tender-control-height, 3.125em);
    --_soft: color-mix(in srgb, var(--_primary) 6%, var(--_background));
    --_skeleton: color-mix(in srgb, var(--_text) 9%, transparent);

    display: block;
    color: var(--_text);
    font-family: var(--tender-font-family, inherit);
    font-size: var(--tender-font-size, inherit);
    line-height: 1.45;
  }
  /* The page set no font at all: anything is better than the browser's default serif. */
  :host(:state(plain)) {
    font-family: var(--tender-font-family, system-ui, sans-serif);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]),
  :host(:state(empty)),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A quiet stand-in for what is still loading. It moves only for those who don't mind. */
export const skeleton = css`
  .skeleton {
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_skeleton);
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
`;
