/** The recipes for other languages: each verifies what we sign, and a shop of each takes a payment. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startSandbox } from '../../demo/sandbox/index.ts';
import { createOrderTokens } from '../../server/orders/token.ts';
import { signedHttp } from '../../server/signed-http.ts';
import { freePort } from '../faults/support/server-process.ts';
import { page, root } from './support/markdown.ts';
import { createProject, startProgram } from './support/project.ts';
import { payOrder, registerWebhook } from './support/shopper.ts';

const server = path.join(root, 'server/main.ts');
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const SHOP_SECRET = newSecret();
const TENDER_SECRET = randomBytes(32).toString('hex');

interface Language {
  recipe: string;
  interpreter: string;
  /** Prints a token, and a line for each message: whether the recipe's code believes it. */
  check: { file: string; code: string };
  /** Code that works where the recipe's framework is installed. */
  framework?: { name: string; probe: string[] };
  /** What the recipe takes for granted. */
  host: Record<string, string>;
  serve: (port: number) => string[];
}

const languages: Language[] = [
  {
    recipe: 'docs/recipes/php.md',
    interpreter: 'php',
    check: {
      file: 'check.php',
      code: `<?php
        require __DIR__ . '/tender.php';
        $given = json_decode(stream_get_contents(STDIN), true);
        echo order_token('1001', $given['secret']), "\\n";
        foreach ($given['messages'] as ['body' => $body, 'headers' => $headers]) {
            $message = tender_message($body, $headers, $given['shopSecret']);
            echo $message === null ? 'refused' : $message['id'] . ' ' . $message['type'], "\\n";
        }`,
    },
    host: {},
    serve: (port) => ['-S', `127.0.0.1:${port}`, 'index.php'],
  },
  {
    recipe: 'docs/recipes/django.md',
    interpreter: 'python3',
    check: {
      file: 'check.py',
      code: [
        'import json, sys',
        'from tender import order_token, tender_message',
        'given = json.load(sys.stdin)',
        'print(order_token("1001", given["secret"]))',
        'for each in given["messages"]:',
        '    message = tender_message(each["body"].encode(), each["headers"], given["shopSecret"])',
        '    print("{id} {type}".format(**message) if message else "refused")',
      ].join('\n'),
    },
    framework: { name: 'Django', probe: ['-c', 'import django'] },
    host: {
      'settings.py': [
        'import os',
        'SECRET_KEY = "for this test"',
        'ALLOWED_HOSTS = ["127.0.0.1"]',
        'ROOT_URLCONF = "urls"',
        'MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]',
        'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]',
      ].join('\n'),
    },
    serve: (port) =>
      ['-m', 'django', 'runserver', '--noreload', '--settings', 'settings'].concat(
        `127.0.0.1:${port}`,
      ),
  },
  {
    recipe: 'docs/recipes/rails.md',
    interpreter: 'ruby',
    check: {
      file: 'check.rb',
      code: `
        require './app/models/tender'
        given = JSON.parse($stdin.read)
        puts Tender.order_token('1001', given['secret'])
        given['messages'].each do |each|
          message = Tender.message(each['body'], each['headers'], given['shopSecret'])
          puts message ? "#{message['id']} #{message['type']}" : 'refused'
        end`,
    },
    framework: {
      name: 'Rails with WEBrick',
      probe: ['-e', 'require "action_controller/railtie"; require "webrick"; require "rack"'],
    },
    host: {
      'server.rb': `
        require 'action_controller/railtie'
        require 'rack'
        class Application < Rails::Application
          config.root = __dir__
          config.load_defaults 6.1
          config.eager_load = false
          config.hosts << '127.0.0.1'
          config.secret_key_base = 'for this test'
          config.logger = Logger.new($stdout)
        end
        Application.initialize!
        handler = Rack::Handler.get('webrick')
        trap('TERM') { handler.shutdown }
        handler.run(Rails.application, Host: '127.0.0.1', Port: ARGV[0].to_i)`,
    },
    serve: (port) => ['server.rb', String(port)],
  },
];

const succeeds = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;

interface Message {
  body: string;
  headers: Record<string, string>;
}

/** A message as the stand-alone server posts it, while one secret replaces another. */
async function postedMessage(): Promise<Message> {
  const received = Promise.withResolvers<Message>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.resolve({ body, headers: request.headers as Record<string, string> });
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const post = signedHttp({
    url: `http://127.0.0.1:${port}/`,
    secrets: [newSecret(), SHOP_SECRET],
    privateNetwork: false,
  });
  await post({ id: 'ntf_1', body: { type: 'payment.paid', data: 'é€' }, timeoutMs: 10_000 });
  server.closeAllConnections();
  server.close();
  return received.promise;
}

function signedAt(date: Date): Message {
  const body = '{"type":"payment.paid"}';
  const signature = new Webhook(SHOP_SECRET).sign('ntf_2', date, body);
  const time = String(Math.floor(date.getTime() / 1000));
  return {
    body,
    headers: {
      'webhook-id': 'ntf_2',
      'webhook-timestamp': time,
      'webhook-signature': signature,
    },
  };
}

for (const language of languages) {
  const { recipe, interpreter, check, framework, host, serve } = language;
  const files = {
    ...Object.fromEntries(page(recipe).samples.map(({ file, code }) => [file, code])),
    ...host,
    [check.file]: check.code,
  };
  const noInterpreter = !succeeds(interpreter, ['--version']) && `${interpreter} is not installed`;
  const noFramework =
    noInterpreter ||
    (framework && !succeeds(interpreter, framework.probe) && `${framework.name} is not installed`);

  describe(recipe, () => {
    it('makes tokens, and believes Tender alone', { skip: noInterpreter }, async () => {
      const posted = await postedMessage();
      const now = Date.now();
      const messages: Message[] = [
        posted,
        { ...posted, body: posted.body.replace('paid', 'failed') },
        { ...posted, headers: { ...posted.headers, 'webhook-id': 'ntf_3' } },
        { ...posted, headers: {} },
        signedAt(new Date(now)),
        signedAt(new Date(now - 400_000)),
        signedAt(new Date(now + 400_000)),
      ];
      using project = createProject(files);
      const input = { secret: TENDER_SECRET, shopSecret: SHOP_SECRET, messages };
      const { stdout, stderr } = spawnSync(interpreter, [check.file], {
        cwd: project.folder,
        input: JSON.stringify(input),
        encoding: 'utf8',
        timeout: 30_000,
      });
      const [token = '', ...verdicts] = stdout.trim().split('\n');
      const refused = Array<string>(3).fill('refused');
      assert.deepEqual(
        verdicts,
        ['ntf_1 payment.paid', ...refused, 'ntf_2 payment.paid', 'refused', 'refused'],
        stderr,
      );
      assert.equal(await createOrderTokens([TENDER_SECRET], Date.now).read(token), '1001');
    });

    it('takes a payment through the stand-alone server', { skip: noFramework }, async () => {
      await using cleanup = new AsyncDisposableStack();
      const { folder } = cleanup.use(createProject(files));
      const sandbox = await startSandbox({ country: 'BE', port: 0 });
      cleanup.defer(() => sandbox.stop());
      const [shopPort, tenderPort] = [await freePort(), await freePort()];
      const shop = `http://127.0.0.1:${shopPort}`;
      const tender = `http://127.0.0.1:${tenderPort}`;
      const env = {
        TENDER_SECRET,
        SHOP_SECRET,
        TENDER_ORIGIN: tender,
        TENDER_ALLOWED_ORIGINS: shop,
        ORDERS_URL: `${shop}/tender/orders`,
        NOTIFICATIONS_URL: `${shop}/tender/notifications`,
        STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
        STRIPE_SECRET_KEY: sandbox.secretKey,
        STRIPE_WEBHOOK_SECRET: await registerWebhook(sandbox, `${tender}/checkout/webhooks/stripe`),
        STRIPE_API_URL: sandbox.url,
        DATABASE_URL: path.join(folder, 'tender.db'),
        PORT: String(tenderPort),
      };
      const start = async (command: string, args: string[], url: string): Promise<void> => {
        const options = { cwd: folder, env: { ...inherited(), ...env }, url };
        const program = await startProgram(command, args, options);
        cleanup.defer(async () => {
          await program.stop();
        });
      };
      await start(interpreter, serve(shopPort), `${shop}/orders/1001/thanks`);
      await start(process.execPath, [server], `${tender}/checkout/readyz`);

      const forged = await fetch(env.ORDERS_URL, { method: 'POST', body: '{}' });
      assert.equal(forged.status, 401);
      await payOrder({ sandbox, shop, checkout: `${tender}/checkout` });
    });
  });
}

/** Where the interpreter looks for what is installed. */
function inherited(): Record<string, string> {
  const names = ['PYTHONPATH', 'GEM_PATH', 'RUBYLIB', 'HOME', 'LANG'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
