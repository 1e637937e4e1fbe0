/** What the manual lists is complete, and is what the code says. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Stripe } from 'stripe';
import ts from 'typescript';
import * as v from 'valibot';
import { commands } from '../../server/cli/commands.ts';
import { checkoutErrorCodes } from '../../server/checkout-error.ts';
import { errorSchema } from '../../server/contract.ts';
import { createCheckout } from '../../server/index.ts';
import { SCOPES } from '../../server/operators/scopes.ts';
import { ATTEMPT_LIMITS } from '../../server/payments/attempts.ts';
import { HANDLED_EVENTS } from '../../server/webhooks/events.ts';
import { orderSchema, quoteSchema } from '../../server/orders/order.ts';
import { eventually, startShop } from '../server/support/shop.ts';
import { keptLog } from '../support/logs.ts';
import { manual, page, root, sample } from './support/markdown.ts';

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** The text below a heading, up to the next one. */
const section = (file: string, title: string): string =>
  new RegExp(`^## ${title}\n([^]*?)(?=^## )`, 'm').exec(`${page(file).prose}\n## `)?.[1] ?? '';

/** The names in code style in the first column of tables. */
const named = (text: string): string[] =>
  [...text.matchAll(/^\| (.+?) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

/** The members of an interface, those of objects within it as `outer.inner`. */
function membersOf(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
  const found = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find((each) => each.name.text === name);
  assert.ok(found, `${file} has no ${name}`);
  return found.members.filter(ts.isPropertySignature).flatMap((member) => {
    const key = member.name.getText(source);
    if (!member.type || !ts.isTypeLiteralNode(member.type)) return [key];
    const inner = member.type.members.filter(ts.isPropertySignature);
    return [key, ...inner.map((each) => `${key}.${each.name.getText(source)}`)];
  });
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

async function documentedRoutes(): Promise<string[]> {
  const checkout = createCheckout({
    stripe: {
      publishableKey: 'pk_test_docs',
      secretKey: 'sk_test_docs',
      apiUrl: 'http://127.0.0.1:1',
    },
    secret: '0123456789abcdef0123456789abcdef',
    orders: { find: () => null },
    operators: 'tokens',
    database: ':memory:',
    workers: false,
    log: keptLog(),
  });
  try {
    const response = await checkout.fetch(new Request('http://127.0.0.1/openapi.json'));
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    return Object.entries(paths).flatMap(([route, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${route.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
  } finally {
    await checkout.close();
  }
}

describe('docs/server.md', () => {
  const file = 'docs/server.md';

  it('lists every option, and none that there is not', () => {
    const limits = Object.keys(ATTEMPT_LIMITS).map((name) => `limits.${name}`);
    assert.deepEqual(
      sorted(named(section(file, 'Options'))),
      sorted([...membersOf('server/options.ts', 'CheckoutOptions'), ...limits]),
    );
  });

  it('gives the limits that hold by default', () => {
    for (const [name, limit] of Object.entries(ATTEMPT_LIMITS) as [string, unknown][]) {
      const value = JSON.stringify(limit)
        .replaceAll(/"(\w+)":/g, ' $1: ')
        .replace('}', ' }');
      const row = page(file)
        .prose.split('\n')
        .find((line) => line.startsWith(`| \`limits.${name}\``));
      assert.ok(row?.replaceAll(/\s/g, '').includes(`\`${value.replaceAll(/\s/g, '')}\``), name);
    }
  });

  it('lists all that createCheckout gives', () => {
    const members = named(section(file, 'What it gives')).map((name) => name.split('(')[0] ?? '');
    for (const member of membersOf('server/index.ts', 'Checkout')) {
      assert.ok(members.includes(member.split('.')[0] ?? ''), member);
    }
  });

  it('lists every callback', () => {
    const text = section(file, 'Callbacks');
    for (const name of membersOf('server/notifications/notification.ts', 'Callbacks')) {
      assert.ok(text.includes(`\`${name}\``), name);
    }
  });

  it('lists every route but those of the back office', async () => {
    const listed = named(section(file, 'Routes'));
    const routes = await documentedRoutes();
    assert.ok(routes.length > 10);
    assert.deepEqual(
      routes.filter((route) => !route.includes(' /admin') && !listed.includes(route)),
      [],
    );
  });

  it('names errors that there are, and shows one as it is', () => {
    const names = named(section(file, 'Errors'));
    assert.ok(names.length > 10);
    for (const name of names) assert.ok((checkoutErrorCodes as string[]).includes(name), name);
    v.parse(errorSchema, JSON.parse(sample(file, 'error')));
  });
});

describe('docs/stand-alone.md', () => {
  const json = (name: string): unknown => JSON.parse(sample('docs/stand-alone.md', name));

  it('shows an order and a quote that the server takes', () => {
    v.parse(orderSchema, json('order'));
    v.parse(quoteSchema, json('quote'));
  });

  it('shows a notification as it is sent', async () => {
    await using cleanup = new AsyncDisposableStack();
    const shop = await startShop({ database: ':memory:' });
    cleanup.defer(() => shop.stop());
    const { clientSecret } = (await shop.intent(shop.order())).body;
    await shop.confirm(clientSecret);
    const [sent] = await eventually(
      () => shop.notifications,
      ({ length }) => length > 0,
    );
    const shown = json('payment.paid') as { data: object };
    assert.deepEqual(keysOf(shown.data), keysOf(sent));
  });

  it('names all that is asked, told and set', () => {
    const { prose } = page('docs/stand-alone.md');
    const asked = [...read('server/orders/remote.ts').matchAll(/ask\('(order\.\w+)'/g)];
    assert.ok(asked.length > 2);
    for (const [, type = ''] of asked) assert.ok(prose.includes(`\`${type}\``), type);
    const variables = [...read('server/environment.ts').matchAll(/^ +([A-Z_]{4,}): /gm)];
    assert.ok(variables.length > 10);
    for (const [, name = ''] of variables) assert.ok(prose.includes(`\`${name}\``), name);
  });
});

describe('docs/cli.md', () => {
  it('lists every command, with the options that are its own', () => {
    const { prose } = page('docs/cli.md');
    const listed = named(prose).filter((name) => name.startsWith('tender '));
    for (const [name, { options }] of Object.entries(commands)) {
      assert.ok(
        listed.some((command) => command.startsWith(`tender ${name}`)),
        name,
      );
      const flags = Object.entries(options).filter(([, { type }]) => type === 'boolean');
      for (const [flag] of flags) assert.ok(prose.includes(`--${flag}`), flag);
    }
  });
});

/** The paths of all values within a value. */
function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value)
    .flatMap(([key, inner]) => keysOf(inner, `${prefix}.${key}`))
    .sort();
}

describe('the manual', () => {
  it('names the events that an endpoint needs', () => {
    assert.deepEqual(sample('docs/webhooks.md', 'events').trim().split('\n'), [...HANDLED_EVENTS]);
  });

  it('lists every callback with its kind in docs/webhooks.md', () => {
    assert.deepEqual(
      sorted(named(section('docs/webhooks.md', 'What the shop is told'))),
      sorted(membersOf('server/notifications/notification.ts', 'Callbacks')),
    );
  });

  it('names the API version of the installed SDK', () => {
    const versions = manual.flatMap(({ prose, samples }) =>
      [prose, ...samples.map(({ code }) => code)].flatMap((text) =>
        [...text.matchAll(/\b\d{4}-\d\d-\d\d\.endive\b/g)].map(([version]) => version),
      ),
    );
    assert.ok(versions.length > 1);
    assert.deepEqual(sorted(versions), [Stripe.API_VERSION]);
  });

  it('names the operations that operators have, and the scopes', async () => {
    const routes = await documentedRoutes();
    for (const name of named(section('docs/capture-and-refunds.md', 'By HTTP'))) {
      const [method, action] = name.split(' ');
      if (method !== 'POST') continue;
      assert.ok(routes.includes(`POST /admin/payments/:id${action}`), name);
    }
    assert.deepEqual(named(section('docs/security.md', 'Operators')), [...SCOPES]);
  });

  it('names routes of the back office that there are', async () => {
    const routes = await documentedRoutes();
    const found = manual.flatMap(({ path, prose }) =>
      [...prose.matchAll(/`(GET|POST|PUT|DELETE) (?:\/checkout)?(\/admin\/[\w/:]+)/g)].map(
        ([, method, route]) => ({ path, route: `${method} ${route}` }),
      ),
    );
    assert.ok(found.length > 4);
    assert.deepEqual(
      found.filter(({ route }) => !routes.includes(route)),
      [],
    );
  });

  it('names the permissions that keys are tried for', () => {
    const probes = read('server/settings/credential-check.ts').matchAll(
      /resource: '(.+)',\n +access: '(.+)'/g,
    );
    const rows = [
      ...page('docs/going-live.md').prose.matchAll(/^ +\| (\S.*?) +\| (read|write) /gm),
    ];
    const pairs = (found: Iterable<RegExpMatchArray>): string[] =>
      sorted([...found].map(([, resource, access]) => `${resource}: ${access}`));
    assert.ok(rows.length > 5);
    assert.deepEqual(pairs(rows), pairs(probes));
  });

  it('names errors of operations that there are', () => {
    const text = section('docs/capture-and-refunds.md', 'By HTTP');
    const codes = named(text).filter((name) => /^[a-z_]+$/.test(name));
    assert.ok(codes.length > 4);
    for (const code of codes) assert.ok((checkoutErrorCodes as string[]).includes(code), code);
  });
});
