/** The tags in JSX of React 19: `import type {} from 'tender/react'`, once in a project. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ElementAttributes, ElementEvents, ElementTypes } from './elements.js';

type Handlers<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void;
};

type Tags = {
  [Tag in keyof ElementTypes]: DetailedHTMLProps<
    HTMLAttributes<ElementTypes[Tag]>,
    ElementTypes[Tag]
  > &
    ElementAttributes[Tag] &
    Handlers<ElementEvents[Tag]>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
