/** The quick start and the recipes for Node, compiled and run: an order is paid through each. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { build } from 'vite';
import { startSandbox, type Sandbox } from '../../demo/sandbox/index.ts';
import { freePort } from '../faults/support/server-process.ts';
import { page, sample } from './support/markdown.ts';
import { createProject, startProgram, type Project } from './support/project.ts';
import { payOrder, registerWebhook } from './support/shopper.ts';

const QUICK_START = 'docs/quick-start.md';
const NEXT = 'docs/recipes/nextjs.md';

const orders = sample(QUICK_START, 'orders.ts');
const shared = {
  'orders.ts': orders,
  'checkout.ts': sample(QUICK_START, 'checkout.ts'),
  'pages.ts': sample(QUICK_START, 'pages.ts'),
};

interface Recipe {
  name: string;
  files: Record<string, string>;
  /** Makes what is run: the file's path in the project. */
  prepare: (project: Project) => Promise<string> | string;
}

const recipes: Recipe[] = [
  ...[
    QUICK_START,
    'docs/recipes/hono.md',
    'docs/recipes/express.md',
    'docs/recipes/fastify.md',
  ].map((name) => ({
    name,
    files: { ...shared, 'server.ts': sample(name, 'server.ts') },
    prepare: () => 'server.ts',
  })),
  {
    name: NEXT,
    files: {
      'lib/orders.ts': orders,
      ...Object.fromEntries(page(NEXT).samples.map(({ file, code }) => [file, code])),
      ...nextStandIn(),
    },
    async prepare({ folder }) {
      await build({
        root: folder,
        configFile: false,
        logLevel: 'error',
        build: {
          ssr: 'host.ts',
          rolldownOptions: { external: /^[^./]/ },
        },
      });
      return 'dist/host.js';
    },
  },
];

/** What of Next.js the recipe needs: it routes by files, and renders pages on the server. */
function nextStandIn(): Record<string, string> {
  return {
    'node_modules/next/package.json': JSON.stringify({
      type: 'module',
      exports: { './navigation': './navigation.js' },
    }),
    'node_modules/next/navigation.d.ts': 'export function notFound(): never;',
    'node_modules/next/navigation.js': `export function notFound() { throw new Error('404'); }`,
    'host.ts': `
      import { serve } from '@hono/node-server';
      import { Hono } from 'hono';
      import { renderToString } from 'react-dom/server';
      import * as route from './app/checkout/[...path]/route';
      import PayPage from './app/orders/[id]/pay/page';

      const app = new Hono();
      app.all('/checkout/*', (c) => route[c.req.method as 'GET'](c.req.raw));
      app.get('/orders/:id/pay', async (c) => {
        try {
          const params = Promise.resolve({ id: c.req.param('id') });
          return c.html(renderToString(await PayPage({ params })));
        } catch (error) {
          if (error instanceof Error && error.message === '404') return c.notFound();
          throw error;
        }
      });
      serve({ fetch: app.fetch, port: Number(process.env.PORT) });
      process.once('SIGTERM', () => process.exit(0));
    `,
  };
}

/** What `.env` holds. */
async function environment(sandbox: Sandbox, origin: string): Promise<Record<string, string>> {
  return {
    ORIGIN: origin,
    STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
    STRIPE_SECRET_KEY: sandbox.secretKey,
    STRIPE_WEBHOOK_SECRET: await registerWebhook(sandbox, `${origin}/checkout/webhooks/stripe`),
    STRIPE_API_URL: sandbox.url,
    TENDER_SECRET: randomBytes(32).toString('hex'),
  };
}

describe('the quick start and the recipes', () => {
  it('have no type errors', () => {
    const projects = recipes.map(({ name, files }) =>
      Object.entries(files).map(([file, text]) => [
        file.startsWith('node_modules/') ? file : `${name}/${file}`,
        text,
      ]),
    );
    using project = createProject(Object.fromEntries(projects.flat()) as Record<string, string>);
    assert.equal(project.typeErrors(), '');
  });
});

for (const { name, files, prepare } of recipes) {
  describe(name, () => {
    it('takes a payment, tells the shop, and stops when asked', async () => {
      await using cleanup = new AsyncDisposableStack();
      const project = cleanup.use(createProject(files));
      const sandbox = await startSandbox({ country: 'BE', port: 0 });
      cleanup.defer(() => sandbox.stop());
      const port = String(await freePort());
      const origin = `http://localhost:${port}`;
      const program = await startProgram(process.execPath, [await prepare(project)], {
        cwd: project.folder,
        env: { ...(await environment(sandbox, origin)), PORT: port },
        url: `${origin}/checkout/readyz`,
      });
      cleanup.defer(async () => {
        await program.stop();
      });
      await payOrder({ sandbox, shop: origin, checkout: `${origin}/checkout` });
      assert.equal(await program.stop(), 0);
    });
  });
}
