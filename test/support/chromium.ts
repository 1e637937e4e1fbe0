/**
 * The Chromium that the tests drive. It comes inside an npm package, compressed, so that a machine
 * needs no browser of its own; `CHROME_PATH` names another one.
 */
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

/**
 * Unpacks the browser once per version. The package's own unpacking writes straight to a shared,
 * unversioned path, so parallel first runs crash; here a rename makes the file appear whole.
 */
async function unpack(): Promise<string> {
  const require = createRequire(import.meta.url);
  const root = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '..');
  const { version } = require(path.join(root, 'package.json')) as { version: string };
  const binary = path.resolve('node_modules/.cache/chromium', version, 'chromium');
  if (existsSync(binary)) return binary;

  mkdirSync(path.dirname(binary), { recursive: true });
  const partial = `${binary}.${process.pid}`;
  await pipeline(
    createReadStream(path.join(root, 'bin/chromium.br'), { highWaterMark: 4 * 1024 * 1024 }),
    createBrotliDecompress({ chunkSize: 2 * 1024 * 1024 }),
    createWriteStream(partial, { mode: 0o755 }),
  );
  renameSync(partial, binary);
  return binary;
}

export const executablePath = process.env.CHROME_PATH ?? (await unpack());

export const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
