import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paymentMethods } from '../../server/methods/index.ts';
import { iconsNotice, paymentMarks } from '../../tools/icons.ts';

const marks = await paymentMarks();
const ids = (svg: string): string[] =>
  [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => String(id));

describe('payment marks', () => {
  it('there is one for every method that a shop can offer', () => {
    const missing = [...paymentMethods.values()]
      .filter(({ type, unavailable }) => !unavailable && !marks.has(type))
      .map(({ type }) => type);
    assert.deepEqual(missing, []);
  });

  it('are all on a tile of one size', () => {
    for (const [type, svg] of marks) {
      assert.match(
        svg,
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 60 40">/,
        type,
      );
    }
  });

  it('run nothing, load nothing and keep in their tile', () => {
    for (const [type, svg] of marks) {
      assert.doesNotMatch(
        svg,
        /<script|<foreignObject|<image|<a[ >]|\son\w+=|<!|<\?|javascript:/i,
        type,
      );
      const links = [...svg.matchAll(/(?:href="|url\()([^")]+)/g)].map(([, target]) => target);
      const known = ids(svg).map((id) => `#${id}`);
      for (const target of links) assert.ok(known.includes(String(target)), `${type}: ${target}`);
      assert.match(svg, /<g clip-path="url\(#/, type);
    }
  });

  it('share no id, so that a page may put them inline', () => {
    const all = [...marks.values()].flatMap(ids);
    assert.ok(all.length >= marks.size);
    assert.equal(new Set(all).size, all.length);
  });

  it('weigh a few kilobytes at most', () => {
    for (const [type, svg] of marks) assert.ok(svg.length < 6_000, `${type}: ${svg.length} bytes`);
  });

  it('name their packages and licences', () => {
    assert.match(iconsNotice(), /react-pay-icons \d.*\n {2}licence: MIT/);
    assert.match(iconsNotice(), /simple-icons \d.*\n {2}licence: CC0-1\.0/);
  });
});
