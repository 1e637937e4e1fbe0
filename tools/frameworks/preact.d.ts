/** The tags in JSX of Preact 10: `import type {} from 'tender/preact'`, once in a project. */
import type { JSX as Preact } from 'preact';
import type { ElementAttributes, ElementEvents, ElementTypes } from './elements.js';

type Handlers<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void;
};

type Tags = {
  [Tag in keyof ElementTypes]: Preact.HTMLAttributes<ElementTypes[Tag]> &
    ElementAttributes[Tag] &
    Handlers<ElementEvents[Tag]>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
