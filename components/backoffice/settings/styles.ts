import { css } from 'lit';

/** What the settings' pages have in common. */
export const settingStyles = css`
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 1em 1.25em;
    margin: 0;
  }
  dt {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .notes {
    margin: 0;
    padding-inline-start: 2em;
  }
  summary {
    inline-size: fit-content;
    color: var(--_primary);
    font-weight: 550;
    cursor: pointer;
  }
  details > :not(summary) {
    margin-block-start: 0.75em;
  }
  ul.plain {
    display: grid;
    gap: 0.5em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .card h2:only-child {
    margin: 0;
  }
`;
