/** Stripe.js and the script of its frames, as browsers get them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Each script with its entry, from this folder. */
const entries = { 'stripe.js': 'page/index.ts', 'frame.js': 'frames/index.ts' } as const;
export type BrowserAsset = keyof typeof entries;

const here = import.meta.dirname;
const made = new Map<BrowserAsset, Promise<string>>();

/**
 * The built file beside this one, or, in the repository, a bundle made in memory when it is first
 * asked for.
 */
export function browserAsset(name: BrowserAsset): Promise<string> {
  const built = path.join(here, name);
  const asset =
    made.get(name) ?? (existsSync(built) ? readFile(built, 'utf8') : bundleBrowserAsset(name));
  made.set(name, asset);
  return asset;
}

/**
 * One classic script with all it needs, style sheets included. Needs Vite, which the published package
 * doesn't: `npm run build` puts what this returns into files that lie beside the compiled `assets.js`.
 */
export async function bundleBrowserAsset(name: BrowserAsset): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      minify: 'oxc',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: path.join(here, entries[name]),
        output: { format: 'iife', entryFileNames: name },
      },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`Bundling ${name} gave no script.`);
  return chunk.code;
}
