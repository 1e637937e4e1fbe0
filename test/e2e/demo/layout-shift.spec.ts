/** Nothing on the checkout page moves by itself: before, while and after the elements load. */
import { expect, test, type Page } from '@playwright/test';

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
const watchShifts = (page: Page): Promise<unknown> =>
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

for (const [device, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desktop', { width: 1280, height: 800 }],
] as const) {
  test(`nothing moves on the checkout page on ${device}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto('/products/lamp');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await watchShifts(page);
    await page.getByRole('button', { name: 'Go to checkout' }).click();
    await expect(page.locator('tender-pay button')).toHaveAttribute('aria-disabled', 'false');
    await expect(page.locator('iframe[title="Secure express checkout frame"]')).toBeVisible();
    // Two frames more: what was drawn last is reported with the next.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });
}
