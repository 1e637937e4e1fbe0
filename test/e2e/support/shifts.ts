/** What moves on a page without the shopper's doing. */
import type { Page } from '@playwright/test';

interface Shift {
  value: number;
  nodes: string[];
}

declare global {
  interface Window {
    shifts: Shift[];
  }
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Collects what moves from the page's first moment on. */
export const watchShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        // The shopper's own doing moves what it should move.
        if (entry.hadRecentInput) continue;
        const nodes = entry.sources.map(({ node, previousRect, currentRect }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          const name = `${element?.localName}.${element?.className} “${node?.textContent?.trim().slice(0, 40)}”`;
          return `${name} ${previousRect.y}→${currentRect.y}`;
        });
        window.shifts.push({ value: entry.value, nodes });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** What has moved until now. */
export async function shifts(page: Page): Promise<Shift[]> {
  // Two frames more: what was drawn last is reported with the next.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  return page.evaluate(() => window.shifts);
}
