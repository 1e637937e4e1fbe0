/**
 * The elements: `/elements.js`, and beside it what they load when it is needed. Public files, for
 * pages of any origin.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Where the build puts them: beside the server in the published package, in `dist` in the sources. */
const FOLDERS = ['../../browser', '../../dist/browser'].map((folder) =>
  path.resolve(import.meta.dirname, folder),
);

/** `elements.js`, a file with a hash in its name, or a payment mark. */
const FILE = ':file{elements\\.js|[\\w-]+-[\\w-]{8}\\.js|icons/[\\w-]+\\.svg}';

const YEAR = 365 * 24 * 60 * 60;

export function assetRoutes(folder = FOLDERS.find(existsSync)): Hono {
  const routes = new Hono();
  // A server whose page loads the elements from elsewhere needs none of them.
  if (folder === undefined) return routes;
  routes.get(
    `/${FILE}`,
    async function assetHeaders(c, next) {
      await next();
      if (!c.res.ok) return;
      // Module scripts are loaded in CORS mode.
      c.header('Access-Control-Allow-Origin', '*');
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
      c.header('X-Content-Type-Options', 'nosniff');
      c.header('Cache-Control', cacheControl(c.req.param('file')));
    },
    serveStatic({
      root: folder,
      precompressed: true,
      rewriteRequestPath: (_, c) => `/${c.req.param('file') ?? ''}`,
    }),
  );
  return routes;
}

/** What has a hash in its name never changes; an upgrade reaches pages within minutes. */
const cacheControl = (file: string): string =>
  /-[\w-]{8}\.js$/.test(file)
    ? `public, max-age=${YEAR}, immutable`
    : 'public, max-age=300, stale-while-revalidate=86400';
