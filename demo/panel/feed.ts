/** What happened lately, for the panel to show as it happens. */

/** One thing that the shop was told by the checkout. */
interface Happening {
  /** The notification's kind. */
  name: string;
  /** The order that it concerns. */
  order: string;
}

interface Numbered extends Happening {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
}

export interface Feed {
  add: (happening: Happening) => void;
  /**
   * What came after the one with that number, as far as it is remembered, and then whatever comes.
   * Ends when `signal` does, or the demo.
   */
  follow: (after: number, signal: AbortSignal) => AsyncGenerator<Numbered>;
  close: () => void;
}

/** As many are shown to somebody who comes late. */
const REMEMBERED = 30;

export function createFeed(): Feed {
  const lately: Numbered[] = [];
  const closing = new AbortController();
  // Browsers come back with the number that they saw last, before a restart too.
  let next = Date.now();
  let news = Promise.withResolvers<undefined>();
  const tell = (): void => {
    news.resolve(undefined);
    news = Promise.withResolvers();
  };

  return {
    add(happening) {
      lately.push({ ...happening, id: next++, at: Date.now() });
      if (lately.length > REMEMBERED) lately.shift();
      tell();
    },
    async *follow(after, signal) {
      const ended = AbortSignal.any([signal, closing.signal]);
      ended.addEventListener('abort', tell);
      let seen = after;
      while (!ended.aborted) {
        for (const each of lately.filter(({ id }) => id > seen)) {
          yield each;
          seen = each.id;
        }
        if (lately.every(({ id }) => id <= seen)) await news.promise;
      }
      ended.removeEventListener('abort', tell);
    },
    close: () => closing.abort(),
  };
}
