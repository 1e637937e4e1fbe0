import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import { assetRoutes } from '../../../server/routes/assets.ts';

describe('the elements, as the server hands them out', () => {
  let folder: string;
  let app: ReturnType<typeof mounted>;
  // The router that a large app ends up with.
  const mounted = () =>
    new Hono({ router: new TrieRouter() }).route('/checkout', assetRoutes(folder));

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-assets-'));
    fs.mkdirSync(path.join(folder, 'icons'));
    const write = (name: string, text: string | Buffer) =>
      fs.writeFileSync(path.join(folder, name), text);
    write('elements.js', 'export {};');
    write('backoffice.js', 'export {};');
    write('elements.js.br', brotliCompressSync('export {};'));
    write('de-a1B2_3-d.js', 'export const de = {};');
    write('icons/ideal.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    write('secret.json', '{}');
    app = mounted();
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('are scripts that pages of any origin may load', async () => {
    for (const file of ['elements.js', 'backoffice.js']) {
      const response = await app.request(`/checkout/${file}`);
      assert.equal(response.status, 200, file);
      assert.match(response.headers.get('content-type') ?? '', /^text\/javascript/);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(await response.text(), 'export {};');
    }
  });

  it('come compressed to who takes that', async () => {
    const response = await app.request('/checkout/elements.js', {
      headers: { 'Accept-Encoding': 'gzip, br' },
    });
    assert.equal(response.headers.get('content-encoding'), 'br');
    assert.equal(response.headers.get('vary'), 'Accept-Encoding');
    const body = Buffer.from(await response.arrayBuffer());
    assert.equal(brotliDecompressSync(body).toString(), 'export {};');
  });

  it('are kept for ever when their name has a hash, else for minutes', async () => {
    const kept = async (file: string) =>
      (await app.request(`/checkout/${file}`)).headers.get('cache-control');
    assert.match((await kept('de-a1B2_3-d.js')) ?? '', /immutable/);
    assert.match((await kept('elements.js')) ?? '', /max-age=300,/);
    assert.match((await kept('icons/ideal.svg')) ?? '', /max-age=300,/);
  });

  it('are all that is handed out', async () => {
    for (const file of [
      'secret.json',
      'icons/../secret.json',
      'icons/%2e%2e/secret.json',
      '..%2fsecret.json',
      'icons/none.svg',
      '',
    ]) {
      assert.equal((await app.request(`/checkout/${file}`)).status, 404, file);
    }
  });
});
