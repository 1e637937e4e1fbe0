/** The tags in templates of Vue 3: `import type {} from 'tender/vue'`, once in a project. */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { ElementAttributes, ElementEvents, ElementTypes } from './elements.js';

type Emit<Events> = <Name extends keyof Events>(name: Name, event: Events[Name]) => void;

type Tags = {
  [Tag in keyof ElementTypes]: new () => ElementTypes[Tag] & {
    /** For the type checker only: an element has no such property. */
    $props: HTMLAttributes & ElementAttributes[Tag] & PublicProps;
    /** For the type checker only: an element has no such property. */
    $emit: Emit<ElementEvents[Tag]>;
  };
};

declare module 'vue' {
  interface GlobalComponents extends Tags {}
}
