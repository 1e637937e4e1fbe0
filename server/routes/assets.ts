/**
 * The elements: `/elements.js`, `/backoffice.js`, and beside them what they load when it is needed.
 * Public files, for pages of any origin.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context, type Next } from 'hono';

/** Where the build puts them: beside the server in the published package, in `dist` in the sources. */
const FOLDERS = ['../../browser', '../../dist/browser'].map((folder) =>
  resolve(import.meta.dirname, folder),
);

/** The bundles, or a file with a hash in its name; and payment marks. */
const PATHS = [
  '/:file{elements\\.js|backoffice\\.js|[\\w-]+-[\\w-]{8}\\.js}',
  '/icons/:file{[\\w-]+\\.svg}',
];

const YEAR = 365 * 24 * 60 * 60;

export function assetRoutes(folder = FOLDERS.find(existsSync)): Hono {
  const routes = new Hono();
  // A server whose page loads the elements from elsewhere needs none of them.
  if (folder === undefined) return routes;
  for (const path of PATHS) {
    const parent = path.slice(0, path.indexOf(':'));
    routes.get(
      path,
      assetHeaders,
      serveStatic({
        root: folder,
        precompressed: true,
        rewriteRequestPath: (_, c) => `${parent}${c.req.param('file') ?? ''}`,
      }),
    );
  }
  return routes;
}

async function assetHeaders(c: Context, next: Next): Promise<void> {
  await next();
  if (!c.res.ok) return;
  // Module scripts are loaded in CORS mode.
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', cacheControl(c.req.param('file') ?? ''));
}

/** What has a hash in its name never changes; an upgrade reaches pages within minutes. */
const cacheControl = (file: string): string =>
  /-[\w-]{8}\.js$/.test(file)
    ? `public, max-age=${YEAR}, immutable`
    : 'public, max-age=300, stale-while-revalidate=86400';
