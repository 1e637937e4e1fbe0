/** What the manual names is there: pages, headings, files, scripts, settings, metrics. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { manual, page, root } from './support/markdown.ts';

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** What a pattern's first group finds on any page, samples included, and where. */
function named(pattern: RegExp): { page: string; name: string }[] {
  return manual.flatMap(({ path, prose, samples }) =>
    [prose, ...samples.map(({ code }) => code)].flatMap((text) =>
      [...text.matchAll(pattern)].map(([, name = '']) => ({ page: path, name })),
    ),
  );
}

describe('the manual', () => {
  it('links to pages, headings and files that there are', () => {
    const broken = manual.flatMap(({ path: from, links }) =>
      links
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => {
          const [file = '', anchor] = link.split('#');
          const target = file === '' ? from : path.join(path.dirname(from), file);
          if (!fs.existsSync(path.join(root, target))) return true;
          return anchor !== undefined && !page(target).anchors.has(anchor);
        })
        .map((link) => `${from}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('has every page in its index', () => {
    const { links } = page('docs/README.md');
    const pages = manual.map(({ path }) => path).filter((file) => file.startsWith('docs/'));
    const missing = pages
      .map((file) => file.slice('docs/'.length))
      .filter((file) => file !== 'README.md' && !links.includes(file));
    assert.deepEqual(missing, []);
  });

  it('says below each title what the page answers', () => {
    for (const { path, prose } of manual.filter(({ path }) => path.startsWith('docs/'))) {
      if (path === 'docs/README.md') continue;
      assert.match(prose, /^# .+\n\n[^#\n|]/, path);
    }
  });

  it('names npm scripts that there are', () => {
    const found = named(/\bnpm run ([a-z][\w:-]*)/g);
    assert.ok(found.length > 10);
    assert.deepEqual(
      found.filter(({ name }) => !(name in scripts)),
      [],
    );
  });

  it('names files of the repository that there are', () => {
    const found = named(/(?<![\w/.-])((?:server|components|demo|test|tools)\/[\w./-]+\.\w+)/g);
    assert.ok(found.length > 10);
    assert.deepEqual(
      found.filter(({ name }) => !fs.existsSync(path.join(root, name))),
      [],
    );
  });

  it('names environment variables that something reads', () => {
    const sources = fs.globSync('{server,demo,tools}/**/*.ts', { cwd: root }).map(read).join('\n');
    const found = named(/\b(TENDER_[A-Z_]+)\b/g);
    assert.ok(found.length > 10);
    assert.deepEqual(
      found.filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(sources)),
      [],
    );
  });

  it('names tags, events and custom properties that the elements have', () => {
    const sources = fs.globSync('components/**/*.ts', { cwd: root }).map(read).join('\n');
    for (const pattern of [
      /<(tender-[\w-]+)/g,
      /['`](tender-[a-z-]+)['`]/g,
      /(--tender-[\w-]+)/g,
    ]) {
      const found = named(pattern);
      assert.ok(found.length > 2);
      assert.deepEqual(
        found.filter(({ name }) => !new RegExp(`${name}(?![\\w-])`).test(sources)),
        [],
      );
    }
  });

  it('names metrics that the server counts', () => {
    const sources = read('server/metrics.ts');
    const found = named(/\b(tender_[a-z_]+_(?:total|seconds|depth))\b/g);
    assert.ok(found.length > 3);
    assert.deepEqual(
      found.filter(({ name }) => !sources.includes(name)),
      [],
    );
  });

  it('has JSON that is JSON', () => {
    for (const { path, samples } of manual) {
      for (const { language, code, line } of samples) {
        if (language === 'json') assert.doesNotThrow(() => JSON.parse(code), `${path}:${line}`);
      }
    }
  });
});
