/**
 * A consumer's project in a folder of its own: files from the manual, and `tender` as it is published,
 * made of the sources.
 *
 * @module
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFrameworkTypes } from '../../../tools/framework-types.ts';
import { keepPrinted } from '../../support/logs.ts';
import { readManifest } from '../../../tools/element-docs.ts';
import { publishedManifest } from '../../../tools/published-manifest.ts';
import { root } from './markdown.ts';

/** Is removed when it is disposed of. */
export interface Project extends Disposable {
  folder: string;
  /** What the compiler complains about. */
  typeErrors: () => string;
}

/** @param files path → text */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-docs-'));
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  fs.mkdirSync(path.join(folder, 'node_modules'));
  for (const name of fs.readdirSync(path.join(root, 'node_modules'))) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
  write('node_modules/tender/package.json', manifestOfSources());
  for (const name of ['server', 'components', 'demo']) {
    fs.symlinkSync(path.join(root, name), path.join(folder, 'node_modules/tender', name));
  }
  write('package.json', JSON.stringify({ type: 'module' }));
  for (const [file, text] of Object.entries(files)) write(file, text);

  return {
    folder,
    typeErrors() {
      if (Object.keys(files).some((file) => file.endsWith('.tsx'))) {
        writeFrameworkTypes(readManifest(), path.join(folder, 'node_modules/tender/frameworks'));
      }
      write('tsconfig.json', JSON.stringify({ compilerOptions, exclude: ['node_modules'] }));
      const tsc = path.join(root, 'node_modules/ts7/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      return status === 0 ? '' : stdout || `the compiler ended with ${status}`;
    },
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** The published exports, which lead to the sources where the build would put what it makes of them. */
function manifestOfSources(): string {
  const { exports, sideEffects, ...manifest } = JSON.parse(publishedManifest(root)) as {
    exports: Record<string, string | { types: string; default: string }>;
    sideEffects: string[];
  };
  const source = (file: string): string => file.replace(/js$/, 'ts');
  const sources = Object.entries(exports).map(([name, entry]) => {
    if (typeof entry === 'string') return [name, entry];
    const isMade = entry.types.startsWith('./frameworks/');
    return [name, isMade ? entry.types : source(entry.default)];
  });
  return JSON.stringify({
    ...manifest,
    exports: Object.fromEntries(sources) as unknown,
    sideEffects: sideEffects.map(source),
  });
}

/** Strict, as a careful consumer has it; `jsx` as Next.js has it. */
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  target: 'es2024',
  lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  jsx: 'react-jsx',
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

export interface Program {
  /** Asks it to end, and gives the code with which it does. */
  stop: () => Promise<number | null>;
}

/**
 * Starts a program, and waits until `url` answers.
 *
 * @throws Error with what it printed when it ends, or does not answer in time.
 */
export async function startProgram(
  command: string,
  args: readonly string[],
  { url, ...options }: { cwd: string; env: Record<string, string>; url: string },
): Promise<Program> {
  const child = spawn(command, args, {
    ...options,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  child.once('close', () => keepPrinted(printed));
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  try {
    await answers(url, child);
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`${[command, ...args].join(' ')}: ${printed}`, { cause });
  }
  return {
    async stop() {
      process.off('exit', killWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

const PATIENCE_MS = 30_000;

async function answers(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (await fetch(url).catch(() => undefined)) return;
    if (Date.now() > giveUpAt) throw new Error(`no answer from ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
