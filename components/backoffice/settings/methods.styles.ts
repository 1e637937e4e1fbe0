import { css } from 'lit';

export const styles = css`
  .methods {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .methods li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 0.5em;
    padding-block: 0.25em;
    border-block-end: 1px solid var(--_border);
  }
  .methods label {
    flex: 1 1 12em;
    min-block-size: 2.5em;
  }
  .tools {
    display: flex;
    margin-inline-start: auto;
  }
  .tools button {
    padding-inline: 0.75em;
  }
  .arrow {
    min-inline-size: 2.5em;
  }
  .save {
    position: sticky;
    inset-block-end: 0;
    padding-block: 0.75em;
    background: var(--_background);
  }
`;
