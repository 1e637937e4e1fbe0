import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { en } from '../../components/locales/en.ts';
import {
  bestLanguage,
  direction,
  loadTexts,
  type TextKey,
} from '../../components/locales/texts.ts';
import { Translator } from '../../components/locales/translator.ts';

const folder = path.resolve(import.meta.dirname, '../../components/locales');
const languages = fs
  .readdirSync(folder)
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => /^[a-z]{2}(-[A-Z]{2})?$/.test(name) && name !== 'en');

const keys = Object.keys(en) as TextKey[];
/** What the server already calls by its English name. */
const names = ['name-customer_balance', 'name-sepa_debit'];
/** Known to Node, and not yet to TypeScript's library. */
interface TextInfo {
  getTextInfo(): { direction: 'ltr' | 'rtl' };
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the languages of the elements', () => {
  it('are those that the product promises', () => {
    const promised = 'ar cs da de es fi fr he it ja ko nb nl pl pt sv zh'.split(' ');
    assert.deepEqual(
      promised.filter((language) => !languages.includes(language)),
      [],
    );
  });

  for (const language of languages) {
    describe(language, () => {
      it('is loaded for itself and for its regions', async () => {
        const file = (await import(`${folder}/${language}.ts`)) as { texts: object };
        assert.deepEqual(await loadTexts(language), file.texts);
        assert.equal(bestLanguage(language), language);
        assert.equal(bestLanguage(`${language}-419`), language);
      });

      it('has the texts of English, with the same placeholders', async () => {
        const texts = await loadTexts(language);
        assert.deepEqual(Object.keys(texts).sort(), [...keys, ...names].sort());
        for (const key of keys) {
          assert.deepEqual(placeholders(texts[key]), placeholders(en[key]), key);
        }
      });

      it('is translated, and nothing in it is blank', async () => {
        const texts = await loadTexts(language);
        for (const key of keys) {
          assert.notEqual(texts[key], en[key], key);
          assert.match(texts[key], /^\S.*\S$|^\S$/, key);
        }
      });

      it('ends sentences where English does, so that texts can stand side by side', async () => {
        const texts = await loadTexts(language);
        const closed = (text: string): boolean => /[.。]$/.test(text);
        for (const key of keys) assert.equal(closed(texts[key]), closed(en[key]), key);
      });

      it('is written in the direction that Unicode says', () => {
        const locale = new Intl.Locale(language) as Intl.Locale & TextInfo;
        assert.equal(direction(language), locale.getTextInfo().direction);
      });

      it('puts amounts in its own notation', async () => {
        const translator = new Translator();
        await translator.use(language);
        const expected = new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' });
        assert.equal(translator.money(1234.5e2, 'EUR'), expected.format(1234.5));
        assert.equal(translator.direction, direction(language));
      });
    });
  }

  it('Norwegian goes by three codes', () => {
    for (const code of ['no', 'nb', 'nn', 'nb-NO']) assert.equal(bestLanguage(code), 'nb', code);
  });

  it('a language that nobody wrote falls back to English', () => {
    assert.equal(bestLanguage('tlh'), 'en');
  });
});
