/**
 * `/openapi.json` and `/reference`: the HTTP API, from the schemas that validate it, and every code
 * that a developer may meet, each under an anchor of its name.
 *
 * The page is plain HTML without scripts, so that it needs no other host to be read. Viewers that load
 * more than that are given the JSON.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { generateSpecs } from 'hono-openapi';
import { CheckoutError, checkoutErrorCodes, type CheckoutErrorCode } from '../checkout-error.ts';
import { ELEMENT_CODES } from './element-codes.ts';

type Document = Awaited<ReturnType<typeof generateSpecs>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** @param app whose routes are documented, as far as they are described. */
export function referenceRoutes(app: Hono): Hono {
  let made: Promise<Document> | undefined;
  const document = () => (made ??= documentOf(app));

  const routes = new Hono();
  routes.get('/openapi.json', async (c) => c.json(await document()));
  routes.get('/reference', async (c) => {
    c.header('Content-Security-Policy', PAGE_POLICY);
    return c.html(page(await document()));
  });
  return routes;
}

const documentOf = (app: Hono): Promise<Document> =>
  generateSpecs(app, {
    // `/admin/payments.csv` is none. What isn't described is left out anyway.
    excludeStaticFile: false,
    documentation: {
      info: {
        title: 'Tender',
        version: '1',
        description:
          'Amounts are minor units as Stripe counts them, times are milliseconds since 1970. ' +
          'Every error has a stable code: see `error.code`.',
      },
      servers: [{ url: '.' }],
      tags: [
        { name: 'Checkout', description: 'For pages, with an order token.' },
        { name: 'Back office', description: 'For operators and their programs.' },
        { name: 'Operation', description: 'For those who run the server.' },
      ],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An operator’s token.' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-tender' },
        },
      },
    },
  });

interface Operation {
  method: string;
  path: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: unknown[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<
    string,
    { description?: string; content?: Record<string, { schema?: unknown }> }
  >;
}

const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, Omit<Operation, 'method' | 'path'> | undefined>)[
        method
      ];
      return operation ? [{ ...operation, method, path }] : [];
    }),
  );

function page(document: Document) {
  const { info, tags } = document;
  const operations = operationsOf(document);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} API</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${info.title} API</h1>
        <p>${info.description} <a href="openapi.json">OpenAPI document</a></p>
        ${tags.map(
          ({ name, description }) => html`
            <h2>${name}</h2>
            <p>${description ?? ''}</p>
            ${operations.filter(({ tags: own = [] }) => own.includes(name)).map(section)}
          `,
        )}
        <h2>Codes</h2>
        <h3>The elements’, on the console and in <code>tender-error</code></h3>
        <dl>
          ${Object.entries(ELEMENT_CODES).map(
            ([code, text]) =>
              html`<dt id="${code}"><code>${code}</code></dt>
                <dd>${markdown(text)}</dd>`,
          )}
        </dl>
        <h3>The server’s, in <code>error.code</code></h3>
        <dl>${checkoutErrorCodes.map(answer)}</dl>
      </body>
    </html>`;
}

function answer(code: CheckoutErrorCode) {
  const { status, message } = new CheckoutError(code);
  // A code that the elements have too leads to what they mean by it.
  const id = code in ELEMENT_CODES ? '' : html`id="${code}"`;
  return html`<dt ${id}><code>${code}</code></dt>
    <dd>${status}: ${message}</dd>`;
}

/** The only Markdown in an explanation is code in backticks. */
const markdown = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

function section(operation: Operation) {
  const { method, path, summary = '', description = '', parameters, requestBody } = operation;
  const body = requestBody?.content?.['application/json']?.schema;
  return html`<details>
    <summary><b>${method.toUpperCase()}</b> <code>${path}</code> ${summary}</summary>
    <p>${description}</p>
    ${parameters ? part('Parameters', parameters) : ''} ${body ? part('Body', body) : ''}
    ${Object.entries(operation.responses ?? {}).map(([status, response]) =>
      part(
        `${status} ${response.description ?? ''}`,
        response.content?.['application/json']?.schema ?? null,
      ),
    )}
  </details>`;
}

const part = (title: string, schema: unknown) =>
  html`<h3>${title}</h3>
    ${schema === null ? '' : html`<pre>${JSON.stringify(schema, null, 2)}</pre>`}`;

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-inline-size: 60rem; padding-inline: 1rem; }
details { border-block-start: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-block: .5rem; }
summary { cursor: pointer; }
summary b { display: inline-block; min-inline-size: 4.5rem; }
pre { overflow: auto; max-block-size: 24rem; padding: .75rem; background: color-mix(in srgb, currentColor 8%, transparent); }
h3 { font-size: .9rem; margin-block-end: 0; }
dt { font-weight: bold; margin-block-start: 1rem; }
:target { outline: 2px solid; outline-offset: .25rem; }
`;

const PAGE_POLICY = `default-src 'none'; frame-ancestors 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
