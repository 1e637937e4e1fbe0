/** The drop-in bundle: what a shop's page loads with one script tag. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { build } from 'vite';
import { writeIcons } from './icons.ts';

interface BundleOptions {
  root: string;
  entry: string;
  outDir: string;
}

/**
 * Bundles `entry` with all it needs at start into `elements.js`. What is loaded on demand (locales,
 * the back office) lies beside it in files of its own.
 */
export async function bundle({ root, entry, outDir }: BundleOptions): Promise<void> {
  const version = versionOf(root);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [minifyTemplateLiterals()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: 'oxc',
      // A library gets no preload helper around its dynamic imports; nothing else of it is wanted.
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        output: {
          format: 'es',
          // For libraries Vite leaves white space in, and notes for bundlers.
          minify: true,
          comments: false,
          entryFileNames: 'elements.js',
          // One hash for all: the names of the languages are in the drop-in, and compress this way.
          chunkFileNames: `[name]-${version}.js`,
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  });
}

/** A hash of all that the files are made from. */
function versionOf(root: string): string {
  const components = path.join(root, 'components');
  const sources = fs
    .readdirSync(components, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => path.join(components, file));
  const hash = createHash('sha256');
  for (const file of [...sources, path.join(root, 'package-lock.json')]) {
    hash.update(fs.readFileSync(file));
  }
  return hash.digest('base64url').slice(0, 8);
}

/**
 * The published drop-in: `elements.js`, the same bytes under a name that can be cached for ever, and
 * the payment marks.
 */
export async function bundleDropIn({
  root,
  outDir,
}: {
  root: string;
  outDir: string;
}): Promise<void> {
  await bundle({ root, entry: path.join(root, 'components/index.ts'), outDir });
  const code = fs.readFileSync(path.join(outDir, 'elements.js'));
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
  fs.writeFileSync(path.join(outDir, `elements-${hash}.js`), code);
  await writeIcons(path.join(outDir, 'icons'));
}
