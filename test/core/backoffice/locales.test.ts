import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { en } from '../../../components/backoffice/locales/en.ts';
import type { TextKey, Texts } from '../../../components/backoffice/locales/texts.ts';
import { Translator } from '../../../components/backoffice/locales/translator.ts';

const folder = path.resolve(import.meta.dirname, '../../../components/backoffice');
const languages = fs
  .readdirSync(path.join(folder, 'locales'))
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => /^[a-z]{2}$/.test(name) && name !== 'en');
const keys = Object.keys(en) as TextKey[];

/** Words that some language has in common with English. */
const SAME = /^(menu|(page|area)-webhook|state-open|area-domains|area-notifications|no|at-most)$/;

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the languages of the back office', () => {
  it('are loaded for their regions too, and any other is English', async () => {
    const translator = new Translator();
    await translator.use('de-AT');
    assert.deepEqual([translator.language, translator.locale], ['de', 'de-AT']);
    assert.equal(translator.text('refund'), 'Erstatten');
    await translator.use('th-TH');
    assert.deepEqual([translator.language, translator.text('refund')], ['en', 'Refund']);
  });

  for (const language of languages) {
    it(`${language} has the texts of English, translated, with the same placeholders`, async () => {
      const { texts } = (await import(`${folder}/locales/${language}.ts`)) as { texts: Texts };
      assert.deepEqual(Object.keys(texts).sort(), keys.toSorted());
      for (const key of keys) {
        assert.match(texts[key], /^\S.*\S$|^\S$/, key);
        assert.deepEqual(placeholders(texts[key]), placeholders(en[key]), key);
        if (!SAME.test(key)) assert.notEqual(texts[key], en[key], key);
      }
    });
  }

  it('have no text that is shown nowhere', () => {
    const sources = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('locales'))
      .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    // Either named as it is, or begun by a template: `state-${state}`, known('error-' …), code('told', …).
    const isShown = (key: string): boolean =>
      sources.includes(`'${key}'`) ||
      [...key.matchAll(/-/g)].some(({ index }) => {
        const start = key.slice(0, index);
        return sources.includes(`\`${start}-\${`) || sources.includes(`'${start}'`);
      }) ||
      sources.includes(`}${key.slice(key.lastIndexOf('-'))}\``);
    assert.deepEqual(
      keys.filter((key) => !isShown(key)),
      [],
    );
  });
});
