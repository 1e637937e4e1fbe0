import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSeal, SealError } from '../../../server/settings/seal.ts';

const SECRET = 'a-secret-of-thirty-two-characters';
const seal = createSeal([SECRET]);

describe('seal', () => {
  it('opens what it sealed, whatever the text and the label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, label) => {
        assert.equal(seal.open(seal.close(text, label), label), text);
      }),
    );
  });

  it('seals the same text differently each time', () => {
    assert.notEqual(seal.close('sk_test_1', 'a'), seal.close('sk_test_1', 'a'));
  });

  it('shows nothing of the text', () => {
    const sealed = seal.close('sk_test_visible', 'a');
    const [, , body = ''] = sealed.split('.');
    assert.ok(!Buffer.from(body, 'base64url').toString('latin1').includes('visible'));
  });

  it('refuses another secret, and says so', () => {
    const other = createSeal(['another-secret-of-enough-characters']);
    assert.throws(() => other.open(seal.close('text', 'a'), 'a'), {
      name: 'SealError',
      message: /not known here/,
    });
  });

  it('refuses what was sealed for another place', () => {
    assert.throws(
      () => seal.open(seal.close('text', 'setting:stripe'), 'setting:other'),
      SealError,
    );
  });

  it('refuses a text in which any one character was changed', () => {
    const sealed = seal.close('whsec_123456', 'a');
    for (let at = 0; at < sealed.length; at++) {
      // The last character of base64 carries unused bits; flip one that is used.
      const changed = sealed[at] === 'A' ? 'Q' : 'A';
      const altered = sealed.slice(0, at) + changed + sealed.slice(at + 1);
      if (altered !== sealed) assert.throws(() => seal.open(altered, 'a'), SealError, altered);
    }
  });

  it('refuses any text that is not sealed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.throws(() => seal.open(text, 'a'), SealError);
      }),
    );
  });

  it('opens what a replaced secret sealed, and says that it is stale', () => {
    const old = seal.close('text', 'a');
    const rotated = createSeal(['the-new-secret-of-enough-characters', SECRET]);
    assert.equal(rotated.open(old, 'a'), 'text');
    assert.equal(rotated.isStale(old), true);
    assert.equal(rotated.isStale(rotated.close('text', 'a')), false);
  });
});
