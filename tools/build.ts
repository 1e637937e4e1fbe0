/**
 * `npm run build`: everything that is published, in `dist/`.
 *
 *     dist/server, dist/demo/sandbox   ES modules with declarations, for Node
 *     dist/components                  ES modules with declarations, for bundlers
 *     dist/browser                     the drop-in: one file, under a fixed and a hashed name; and the
 *                                      back office
 *     dist/browser/icons               payment marks, loaded when a method is shown
 *     dist/NOTICE                      whom the marks are from
 *     dist/custom-elements.json        the manifest; beside it what VS Code reads
 *     dist/frameworks                  types of the tags for React, Preact, Vue, Svelte and Solid
 *     dist/package.json                what a consumer installs
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bundleBrowserAsset } from '../demo/sandbox/browser/assets.ts';
import { publishedManifest } from './published-manifest.ts';
import { bundleDropIn } from './bundle.ts';
import { writeFrameworkTypes } from './framework-types.ts';
import { iconsNotice } from './icons.ts';
import { cssCustomData, htmlCustomData, type Manifest } from './manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
export const dist = path.join(root, 'dist');

/** Runs a tool of `node_modules` and stops the build when it fails. */
function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [path.join('node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

fs.rmSync(dist, { recursive: true, force: true });

run('ts7/bin/tsc', '-p', 'tsconfig.build.json');
run('ts7/bin/tsc', '-p', 'components/tsconfig.build.json');
for (const script of ['stripe.js', 'frame.js'] as const) {
  // The sandbox's own Stripe.js, beside the module that serves it.
  fs.writeFileSync(
    path.join(dist, 'demo/sandbox/browser', script),
    await bundleBrowserAsset(script),
  );
}
await bundleDropIn({ root, outDir: path.join(dist, 'browser') });
run(
  '@custom-elements-manifest/analyzer/cem.js',
  'analyze',
  '--config',
  'custom-elements-manifest.config.js',
);

const manifest = JSON.parse(
  fs.readFileSync(path.join(dist, 'custom-elements.json'), 'utf8'),
) as Manifest;
const writeJson = (file: string, content: object): void =>
  fs.writeFileSync(path.join(dist, file), `${JSON.stringify(content, null, 2)}\n`);
writeJson('vscode.html-custom-data.json', htmlCustomData(manifest));
writeJson('vscode.css-custom-data.json', cssCustomData(manifest));
writeFrameworkTypes(manifest, path.join(dist, 'frameworks'));

fs.writeFileSync(path.join(dist, 'package.json'), publishedManifest(root));
fs.writeFileSync(path.join(dist, 'NOTICE'), iconsNotice());
for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
  fs.copyFileSync(path.join(root, file), path.join(dist, file));
}
