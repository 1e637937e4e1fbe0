/** `test` for what happens in the demo that everybody shops in, and for what wants a demo of its own. */
import { test as base } from '@playwright/test';
import { DemoProcess } from './demo-process.ts';
import { deskOf, type Desk } from './desk.ts';
import { everybodys, urlOf, workers } from './where.ts';

interface Fixtures {
  desk: Desk;
}

/** In the shop that `npm run demo` opened for all tests: nothing that others would notice. */
export const test = base.extend<Fixtures>({
  // An American shopper would be asked for a ZIP code.
  locale: 'en-GB',
  desk: async ({}, use) => use(deskOf(everybodys)),
});

/** In a shop of one's own: trouble, clocks, settings, restarts. */
export const testAlone = base.extend<Fixtures & { demo: DemoProcess }, { process: DemoProcess }>({
  locale: 'en-GB',
  process: [
    async ({}, use, { parallelIndex }) => {
      const demo = new DemoProcess(workers(parallelIndex));
      await demo.start();
      await use(demo);
      await demo.dispose();
    },
    { scope: 'worker' },
  ],
  demo: async ({ process }, use) => {
    await use(process);
    await process.calm();
  },
  baseURL: async ({ demo }, use) => use(urlOf(demo.place)),
  desk: async ({ demo }, use) => use(deskOf(demo.place)),
});

export { expect } from '@playwright/test';
