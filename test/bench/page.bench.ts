/**
 * What a shopper with a slow phone waits for: from navigation to the method list on screen, against a
 * static page of the same markup; what moves meanwhile; and the longest that our code keeps the page
 * busy. Stripe's script is left out of the last, because it isn't ours.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { bundleDropIn } from '../../tools/bundle.ts';
import { args, executablePath } from '../support/chromium.ts';
import { median, row, type BenchRow } from './measure.ts';

const ROUNDS = 5;

/** Slow 4G as Lighthouse simulates it: milliseconds, bytes per second. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 2e5, uploadThroughput: 9e4 };
const CPU_SLOWDOWN = 4;

/** Milliseconds in which what follows the first frame, such as the marks, has come too. */
const AFTERWARDS = 1500;

const root = path.resolve(import.meta.dirname, '../..');

interface Visit {
  /** Milliseconds from navigation to the frame with the method list. */
  shown: number;
  /** Cumulative layout shift. */
  shift: number;
  /** The longest task, in milliseconds; tasks below 50 ms are not reported, and count as none. */
  longestTask: number;
  /** The page as it is now, shadow roots included. */
  markup: string;
}

async function visit(browser: Browser, url: string, { stripe = true } = {}): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  if (!stripe) await page.route('**/stripe.js', () => undefined);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.addInitScript({ path: path.join(import.meta.dirname, 'support/watch-page.js') });
  const shown = page.waitForEvent('console', (message) => message.text() === 'shown');
  await page.goto(url);
  await shown;
  if (stripe) await page.waitForLoadState('networkidle');
  else await page.waitForTimeout(AFTERWARDS);
  const seen: Omit<Visit, 'markup'> = await page.evaluate('seen');
  const markup: string = await page.evaluate('serialize()');
  await page.close();
  return { ...seen, markup };
}

export async function rows(): Promise<BenchRow[]> {
  await bundleDropIn({ root, outDir: path.join(root, 'dist/browser') });
  // The server looks for the bundle when it is loaded.
  const { startElementShop } = await import('../support/element-shop.ts');
  const { shop, order } = await startElementShop();
  const { token } = await order({ customer: { country: 'BE' } });
  const html = (head = ''): string =>
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">${head}
    <style>tender-checkout { display: block; min-block-size: 100svh }</style>
    <script type="module" src="${shop.url}/elements.js"></script>
    <tender-checkout order="${token}"></tender-checkout></html>`;
  const hint = `<link rel="preload" as="fetch" crossorigin href="${shop.url}/orders/${token}">`;
  let markup = '';
  const bodies: Record<string, () => string> = {
    '/': () => html(),
    '/hinted': () => html(hint),
    '/static': () => `<!doctype html>${markup}`,
  };
  const pages = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(bodies[request.url ?? '']?.());
  });
  pages.listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath, args });

  try {
    const ours: Visit[] = [];
    const hinted: Visit[] = [];
    const bare: Visit[] = [];
    const alone: Visit[] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const live = await visit(browser, origin);
      ({ markup } = live);
      const ahead = await visit(browser, `${origin}/hinted`);
      const still = await visit(browser, `${origin}/static`);
      const withoutStripe = await visit(browser, origin, { stripe: false });
      if (round < 0) continue; // Round -1 warms up.
      ours.push(live);
      hinted.push(ahead);
      bare.push(still);
      alone.push(withoutStripe);
    }
    const shown = (visits: Visit[]): number => median(visits.map((one) => one.shown));
    return [
      row({
        name: 'method list on screen, slow 4G, 4× CPU',
        value: shown(ours),
        unit: 'ms',
        baseline: 'static page of the same markup',
        baselineValue: shown(bare),
      }),
      row({
        name: 'the same, with the order preloaded',
        value: shown(hinted),
        unit: 'ms',
        baseline: 'static page of the same markup',
        baselineValue: shown(bare),
      }),
      row({
        name: 'cumulative layout shift of the page',
        value: Math.max(...[...ours, ...hinted].map(({ shift }) => shift)),
        unit: '',
        baseline: 'what counts as good',
        baselineValue: 0.1,
      }),
      row({
        name: 'longest task without Stripe.js, 4× CPU',
        value: median(alone.map(({ longestTask }) => longestTask)),
        unit: 'ms',
        baseline: 'what counts as long',
        baselineValue: 50,
      }),
    ];
  } finally {
    await browser.close();
    pages.close();
    pages.closeAllConnections();
    await shop.stop();
  }
}
