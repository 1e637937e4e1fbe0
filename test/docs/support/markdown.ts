/**
 * The manual as the tests read it: every page with its headings, links and samples.
 *
 * @module
 */
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** A fenced block. */
export interface Sample {
  /** As in `ts`; empty where the fence names none. */
  language: string;
  /** What follows the language on the fence's line: the name of the file that the sample is. */
  file: string;
  code: string;
  line: number;
}

export interface Page {
  /** From the root of the repository, such as `docs/server.md`. */
  path: string;
  /** Everything outside of fenced blocks. */
  prose: string;
  samples: Sample[];
  /** As GitHub makes them of the headings. */
  anchors: Set<string>;
  /** What its links lead to, as written. */
  links: string[];
}

export const manual: readonly Page[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...fs
    .readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
    .sort(),
].map(readPage);

export function page(file: string): Page {
  const found = manual.find(({ path }) => path === file);
  if (!found) throw new Error(`there is no page ${file}`);
  return found;
}

/** The one sample of a page that is this file. */
export function sample(file: string, name: string): string {
  const found = page(file).samples.filter((each) => each.file === name);
  if (found.length !== 1) throw new Error(`${file} has ${found.length} samples named ${name}`);
  return found[0]?.code ?? '';
}

function readPage(file: string): Page {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const samples: Sample[] = [];
  const prose = text.replaceAll(
    /^( *)```(\S*) *(.*)\n([^]*?)^\1```$/gm,
    (_, indent: string, language: string, name: string, code: string, offset: number) => {
      const line = text.slice(0, offset).split('\n').length;
      const plain = code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
      samples.push({ language, file: name, code: plain, line });
      return '';
    },
  );
  const links = [...prose.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return { path: file, prose, samples, anchors: anchorsOf(prose), links };
}

function anchorsOf(prose: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose.matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
