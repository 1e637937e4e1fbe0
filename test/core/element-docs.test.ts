import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ELEMENT_CODES } from '../../server/routes/element-codes.ts';
import { DOCS, elementDocs, formatted, readManifest } from '../../tools/element-docs.ts';
import { elementsOf, eventsOf } from '../../tools/manifest.ts';

const manifest = readManifest();
const components = path.resolve(import.meta.dirname, '../../components');
const sources = fs
  .readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('locales'))
  .map((file) => fs.readFileSync(path.join(components, file), 'utf8'))
  .join('\n');

describe('docs/elements.md', () => {
  it('is what tools/element-docs.ts makes of the sources', async () => {
    assert.equal(fs.readFileSync(DOCS, 'utf8'), await formatted(elementDocs(manifest)));
  });

  it('explains every code that the elements tell developers', () => {
    const told = sources.matchAll(/(?:tellDeveloper|TenderErrorEvent|report|giveUp)\(\s*'(\w+)'/g);
    const codes = new Set([...told].map(([, code]) => String(code)));
    assert.ok(codes.size > 4);
    assert.deepEqual(
      [...codes].filter((code) => !(code in ELEMENT_CODES)),
      [],
    );
    for (const code of Object.keys(ELEMENT_CODES)) assert.ok(sources.includes(`'${code}'`), code);
  });
});

describe('the manifest', () => {
  const elements = elementsOf(manifest);

  it('has the elements and the events that they dispatch, and nothing of the inside', () => {
    const tags = elements.map(({ tagName }) => tagName);
    for (const part of ['checkout', 'express', 'methods', 'pay', 'status']) {
      assert.ok(tags.includes(`tender-${part}`), part);
    }
    const events = eventsOf(manifest).map(({ name }) => name);
    const names = manifest.modules.flatMap(({ declarations = [] }) =>
      declarations.map(({ name }) => name),
    );
    assert.deepEqual(names.sort(), [...elements.map(({ name }) => name), ...events].sort());
  });

  it('describes whatever a page can use', () => {
    for (const element of elements) {
      assert.ok(element.summary, element.tagName);
      const { attributes = [], members = [], events = [], slots = [] } = element;
      const { cssParts = [], cssProperties = [] } = element;
      for (const item of [attributes, members, events, slots, cssParts, cssProperties].flat()) {
        assert.ok(item.description, `${element.tagName} ${item.name}`);
      }
      for (const { name, privacy } of members) {
        assert.ok(!name.startsWith('#') && privacy !== 'private', `${element.tagName} ${name}`);
      }
    }
  });

  it('gives every event its class', () => {
    const classes = eventsOf(manifest).map(({ name }) => name);
    for (const { tagName, events = [] } of elements) {
      for (const { name, type } of events) {
        assert.ok(classes.includes(type?.text ?? ''), `${tagName} ${name}: ${type?.text}`);
      }
    }
  });

  it('names every part that a template has', () => {
    const parts = [...sources.matchAll(/\spart="([\w-]+)"/g)].map(([, part]) => part);
    const documented = elements.flatMap(({ cssParts = [] }) => cssParts.map(({ name }) => name));
    assert.deepEqual([...new Set(parts)].sort(), [...new Set(documented)].sort());
  });
});
