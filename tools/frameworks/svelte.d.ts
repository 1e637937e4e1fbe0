/** The tags in templates of Svelte 4 and 5: `import type {} from 'tender/svelte'`, once in a project. */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementAttributes, ElementEvents, ElementTypes } from './elements.js';

type Handlers<Events> = {
  [Name in keyof Events & string as `on${Name}` | `on:${Name}`]?: (event: Events[Name]) => void;
};

type Tags = {
  [Tag in keyof ElementTypes]: HTMLAttributes<ElementTypes[Tag]> &
    ElementAttributes[Tag] &
    Handlers<ElementEvents[Tag]>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Tags {}
}
