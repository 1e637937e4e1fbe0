/** The tags in JSX of Solid: `import type {} from 'tender/solid'`, once in a project. */
import type { JSX as Solid } from 'solid-js';
import type { ElementAttributes, ElementEvents, ElementTypes } from './elements.js';

type Handlers<Events> = {
  [Name in keyof Events & string as `on:${Name}`]?: (event: Events[Name]) => void;
};

type Tags = {
  [Tag in keyof ElementTypes]: Solid.HTMLAttributes<ElementTypes[Tag]> &
    ElementAttributes[Tag] &
    Handlers<ElementEvents[Tag]>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
