import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
    min-block-size: 100dvh;
    background: color-mix(in srgb, var(--_text) 3%, var(--_background));
    font-size: var(--tender-font-size, 0.9375rem);
    --_control: 2.5em;
  }
  .shell {
    display: grid;
    grid-template: auto 1fr / 13.5rem minmax(0, 1fr);
    grid-template-areas: 'bar bar' 'nav main';
    min-block-size: 100dvh;
  }
  header {
    grid-area: bar;
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: 3.5rem;
    padding-inline: 1.25rem;
    border-block-end: 1px solid var(--_border);
    background: var(--_background);
  }
  .brand {
    font-size: 1.125em;
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  .who {
    margin-inline-start: auto;
    color: var(--_muted);
    font-size: 0.875em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  header button {
    white-space: nowrap;
  }
  .menu {
    display: none;
  }
  nav {
    grid-area: nav;
    padding: 1rem 0.75rem;
    border-inline-end: 1px solid var(--_border);
    background: var(--_background);
  }
  nav ul {
    display: grid;
    gap: 0.125rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  nav a {
    display: block;
    padding: 0.5rem 0.75rem;
    border-radius: calc(var(--_radius) * 0.8);
    color: var(--_text);
    text-decoration: none;
  }
  nav a:hover {
    background: var(--_soft);
  }
  nav a[aria-current] {
    background: color-mix(in srgb, var(--_primary) 12%, var(--_background));
    color: color-mix(in srgb, var(--_primary) 85%, var(--_text));
    font-weight: 600;
  }
  nav .group {
    margin: 1rem 0.75rem 0.25rem;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }
  main {
    grid-area: main;
    inline-size: 100%;
    max-inline-size: 70rem;
    padding: 1.75rem 2rem 4rem;
  }
  .alone {
    display: grid;
    place-items: center;
    min-block-size: 100dvh;
    padding: 1rem;
  }
  .alone .card {
    inline-size: min(24rem, 100%);
    padding: 2rem;
  }
  .alone .brand {
    margin-block-end: 1.25rem;
  }

  @container (max-width: 48rem) {
    .shell {
      grid-template: auto auto 1fr / minmax(0, 1fr);
      grid-template-areas: 'bar' 'nav' 'main';
    }
    header {
      padding-inline: 1rem;
    }
    .menu {
      display: inline-flex;
    }
    nav {
      display: none;
      border-block-end: 1px solid var(--_border);
      border-inline-end: 0;
    }
    nav.open {
      display: block;
    }
    main {
      padding: 1.25rem 1rem 3rem;
    }
  }
`;
