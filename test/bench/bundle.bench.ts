/** What the drop-in costs a page, against bare Lit bundled the same way. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { bundle } from '../../tools/bundle.ts';
import { row, type BenchRow } from './measure.ts';

const root = path.resolve(import.meta.dirname, '../..');

const measures: Record<string, (code: Buffer) => number> = {
  minified: (code) => code.length,
  gzip: (code) => gzipSync(code, { level: 9 }).length,
  brotli: (code) => brotliCompressSync(code).length,
};

export async function rows(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-bundle-'));
  try {
    const bundled = async (name: string, entry: string): Promise<Buffer> => {
      const outDir = path.join(folder, name);
      await bundle({ root, entry, outDir });
      return fs.readFileSync(path.join(outDir, 'elements.js'));
    };
    const ours = await bundled('ours', path.join(root, 'components/drop-in.ts'));
    const lit = await bundled('lit', fileURLToPath(import.meta.resolve('lit')));

    return Object.entries(measures).map(([name, size]) =>
      row({
        name: `drop-in bundle, ${name}`,
        value: size(ours) / 1000,
        unit: 'kB',
        baseline: 'bare lit',
        baselineValue: size(lit) / 1000,
      }),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
