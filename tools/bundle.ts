/** The bundles: what a page loads with one script tag. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { minify } from 'terser';
import { build, type Plugin } from 'vite';
import { writeIcons } from './icons.ts';
import { precompress } from './precompress.ts';

interface BundleOptions {
  root: string;
  entry: string;
  outDir: string;
  /** The file's name, without `.js`. */
  name?: string;
  /** Begins the names of what it loads on demand, where other bundles lie in the same folder. */
  prefix?: string;
}

/**
 * Bundles `entry` with all it needs at start into one file. What is loaded on demand, such as locales,
 * lies beside it in files of its own.
 */
export async function bundle({
  root,
  entry,
  outDir,
  name = 'elements',
  prefix = '',
}: BundleOptions): Promise<void> {
  const version = versionOf(root);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [minifyTemplateLiterals({ exclude: '**/node_modules/**' }), squeeze],
    build: {
      outDir,
      emptyOutDir: prefix === '',
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
          entryFileNames: `${name}.js`,
          // One hash for all: the names of the languages are in the drop-in, and compress this way.
          chunkFileNames: `${prefix}[name]-${version}.js`,
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  });
}

/** What a second minifier still finds in the first one's output: some hundred bytes. */
const squeeze: Plugin = {
  name: 'squeeze',
  async generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      const compress = {
        passes: 2,
        ecma: 2020,
        keep_fargs: false,
        // Comparisons that are all written the same way round compress better.
        lhs_constants: false,
      } as const;
      // Lit's private names are long so that its packages fit together in any version. Here all of it
      // is in one file.
      const mangle = { properties: { regex: /^_\$/ } };
      const { code } = await minify(file.code, { module: true, ecma: 2020, compress, mangle });
      if (code) file.code = code;
    }
  },
};

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
 * What the server hands out: `elements.js`, the same bytes under a name that can be cached for ever, the
 * payment marks, and the back office; each also compressed.
 */
export async function bundleDropIn({
  root,
  outDir,
}: {
  root: string;
  outDir: string;
}): Promise<void> {
  await bundle({ root, entry: path.join(root, 'components/drop-in.ts'), outDir });
  const code = fs.readFileSync(path.join(outDir, 'elements.js'));
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
  fs.writeFileSync(path.join(outDir, `elements-${hash}.js`), code);
  await bundle({
    root,
    entry: path.join(root, 'components/backoffice/index.ts'),
    outDir,
    name: 'backoffice',
    prefix: 'backoffice-',
  });
  await writeIcons(path.join(outDir, 'icons'));
  precompress(outDir);
}
