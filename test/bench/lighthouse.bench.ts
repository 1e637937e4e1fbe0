/**
 * What Lighthouse says of the demo's checkout page, on the phone and the connection that it simulates by
 * default. It talks to this machine alone.
 */
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { bundleDropIn } from '../../tools/bundle.ts';
import { DemoProcess } from '../e2e/demo/support/demo-process.ts';
import { urlOf } from '../e2e/demo/support/where.ts';
import { freePort } from '../faults/support/server-process.ts';
import { args, executablePath } from '../support/chromium.ts';
import { median, row, type BenchRow } from './measure.ts';

const ROUNDS = 3;

const root = path.resolve(import.meta.dirname, '../..');

const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

export async function rows(): Promise<BenchRow[]> {
  await bundleDropIn({ root, outDir: path.join(root, 'dist/browser') });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tender-lighthouse-'));
  const demo = new DemoProcess({ port: await freePort(), folder });
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath,
    args: [...args, `--remote-debugging-port=${port}`],
  });
  try {
    await demo.start();
    const page = await checkoutPage(urlOf(demo.place));
    const scores = new Map(CATEGORIES.map((category) => [category, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const result = await lighthouse(page, {
        port,
        onlyCategories: CATEGORIES,
        logLevel: 'error',
      });
      for (const [category, taken] of scores) {
        taken.push((result?.lhr.categories[category]?.score ?? NaN) * 100);
      }
    }
    return [...scores].map(([category, taken]) =>
      row({
        name: `Lighthouse: ${category} of the checkout page`,
        value: median(taken),
        unit: 'points',
        baseline: 'all there are',
        baselineValue: 100,
      }),
    );
  } finally {
    await browser.close();
    await demo.dispose();
  }
}

/** Places an order in the demo's shop. Returns where it is paid. */
async function checkoutPage(shop: string): Promise<string> {
  const placed = await fetch(`${shop}/orders`, {
    method: 'POST',
    headers: { Origin: shop, Cookie: 'cart=lamp:1' },
    body: new URLSearchParams(),
    redirect: 'manual',
  });
  return new URL(placed.headers.get('location') ?? '', shop).href;
}
