/** Calls as Stripe's API takes and answers them, whatever they are about. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context as HonoContext } from 'hono';
import { cors } from 'hono/cors';
import type { Account, Accounts, Key } from '../accounts.ts';
import { apiVersion, type Context, type EventSink } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import { authenticate } from './auth.ts';
import { sentAnswers, type SentAnswer } from './channels.ts';
import { apiError, StripeError, unauthorized, unrecognizedUrl } from './errors.ts';
import { assertExpandable, expand, type Find, type Include } from './expand.ts';
import { parseForm, type FormRecord } from './form.ts';
import { onceByKey, type Answer } from './idempotency.ts';
import type { Operation, Operations, PathParameters, Read } from './operations.ts';
import { assertPermitted } from './permissions.ts';
import { readParameters, readShape, type Parameters, type Shape } from './params.ts';

/** One call, as the function that carries it out sees it. */
export interface Call<Params = unknown, Path extends string = string> {
  context: Context;
  key: Key;
  params: Params;
  /** What stands in the place of `:id` and the like. */
  path: Record<PathParameters<Path>, string>;
  /** Where the sandbox is reached, with its mount path if it has one: `http://127.0.0.1:12111`. */
  origin: string;
}

/** The functions that carry out the API's operations. They run without a pause, one after the other. */
export type Handlers = {
  [Op in Operation]?: (call: Call<Read<Operations[Op]>, Op>) => object;
};

/** An operation that only Stripe.js or the CLI knows of, not the SDK. */
export interface PrivateOperation {
  operation: string;
  parameters: Shape;
  /** What the SDK knows and answers with the same object: it says what can be expanded. */
  answersLike?: Operation;
  /** It may be called with a publishable key. */
  openToPages?: true;
  handle: (call: Omit<Call<Parameters>, 'path'> & { path: Record<string, string> }) => object;
}

/**
 * Stands around the carrying out of a call, inside its idempotency: what it answers is what is
 * remembered for the key. Trouble on demand comes in here.
 */
export type Interceptor = (
  call: { method: string; path: string; account: Account; form: FormRecord; requestId: string },
  perform: () => Promise<Answer>,
) => Promise<Answer>;

export interface ApiOptions {
  accounts: Accounts;
  events: EventSink;
  handlers: Handlers;
  privateOperations?: readonly PrivateOperation[];
  find: (account: Account) => Find;
  include: (account: Account) => Include;
  /** What a page may see of an object. */
  redactForPage: (object: object) => object;
  intercept?: Interceptor | undefined;
}

/** What may be called with a publishable key; what else it takes is in `params.ts`. */
const openToPages: ReadonlySet<string> = new Set<Operation>([
  'GET /v1/payment_intents/:id',
  'POST /v1/payment_intents/:id/confirm',
  'POST /v1/payment_intents/:id/verify_microdeposits',
  'GET /v1/setup_intents/:id',
  'POST /v1/setup_intents/:id/confirm',
  'POST /v1/setup_intents/:id/verify_microdeposits',
  'POST /v1/payment_methods',
]);

export function createApi(options: ApiOptions): Hono {
  const app = new Hono();
  app.use('/v1/*', cors({ origin: '*', exposeHeaders: ['Request-Id', 'Stripe-Version'] }));
  for (const [operation, handler] of Object.entries(options.handlers)) {
    const [method = '', path = ''] = operation.split(' ');
    const forPages = openToPages.has(operation);
    app.on(method, path, (c) => respond(c, options, { operation, handler, forPages }));
  }
  for (const { operation, handle, openToPages = false, ...more } of options.privateOperations ??
    []) {
    const [method = '', path = ''] = operation.split(' ');
    const route = { operation, handler: handle, forPages: openToPages, ...more };
    app.on(method, path, (c) => respond(c, options, route));
  }
  app.on('ALL', ['/v1/*', '/v2/*'], (c) => {
    const { method, path } = c.req;
    const answer = errorAnswer(unrecognizedUrl(method, path), newId('req'));
    return toResponse(c, answer, { operation: `${method} ${path}`, publishable: false });
  });
  return app;
}

interface Route {
  operation: string;
  handler: (call: Call<never>) => object;
  /** Of an operation that `operations.json` doesn't have. */
  parameters?: Shape;
  answersLike?: string;
  forPages: boolean;
}

async function respond(
  c: HonoContext,
  options: ApiOptions,
  { operation, handler, parameters, answersLike = operation, forPages }: Route,
): Promise<Response> {
  const requestId = newId('req');
  const sent = { operation, publishable: false };
  try {
    const raw = c.req.method === 'POST' ? await c.req.text() : (c.req.url.split('?')[1] ?? '');
    const { key: keyParameter, ...form } = parseForm(raw);
    const key = authenticate(
      options.accounts,
      c.req.header('Authorization'),
      typeof keyParameter === 'string' ? keyParameter : undefined,
    );
    const { account } = key;
    const byPage = key.kind === 'publishable';
    sent.publishable = byPage;
    if (byPage && !forPages) throw secretKeyRequired();
    assertPermitted(key, c.req.method, c.req.path);
    const idempotencyKey = c.req.header('Idempotency-Key');
    const context: Context = {
      account,
      request: { id: requestId, idempotencyKey: idempotencyKey ?? null },
      events: options.events,
    };

    const carryOut = (): Answer => {
      let begun = false;
      try {
        const request = {
          version: c.req.header('Stripe-Version'),
          publishable: byPage,
        };
        const params = parameters
          ? readShape(parameters, form)
          : readParameters(operation, form, request);
        const paths = Array.isArray(params.expand) ? params.expand.map(String) : [];
        assertExpandable(answersLike, paths);
        begun = true;
        const origin = c.req.url.slice(0, c.req.url.indexOf('/v1/'));
        const result = handler({
          context,
          key,
          params: params as never,
          path: c.req.param(),
          origin,
        });
        const seen = byPage ? options.redactForPage(result) : result;
        const body = expand(seen, paths, options.find(account), options.include(account));
        return { status: 200, body: JSON.stringify(body), requestId, begun };
      } catch (error) {
        const redact = byPage ? options.redactForPage : undefined;
        return errorAnswer(error, requestId, begun, redact);
      }
    };
    const perform = (): Promise<Answer> => {
      const { method } = c.req;
      const path = c.req.path.slice(c.req.path.indexOf('/v1/'));
      const call = { method, path, account, form, requestId };
      const done = () => Promise.resolve(carryOut());
      return options.intercept ? options.intercept(call, done) : done();
    };

    if (idempotencyKey === undefined || c.req.method !== 'POST') {
      return toResponse(c, await perform(), sent);
    }
    const { answer, replayed } = await onceByKey(
      account.state.idempotencyKeys,
      { key: idempotencyKey, path: c.req.path, parameters: raw, now: account.clock.now() },
      perform,
    );
    c.header('Idempotency-Key', idempotencyKey);
    c.header('Original-Request', answer.requestId);
    if (replayed) c.header('Idempotent-Replayed', 'true');
    return toResponse(c, { ...answer, requestId }, sent);
  } catch (error) {
    return toResponse(c, errorAnswer(error, requestId), sent);
  }
}

function errorAnswer(
  error: unknown,
  requestId: string,
  begun = false,
  redact: ApiOptions['redactForPage'] = (object) => object,
): Answer {
  const { status, body } = asStripeError(error);
  const { payment_intent, setup_intent, ...rest } = body;
  const seen = {
    ...rest,
    ...(payment_intent && { payment_intent: redact(payment_intent) }),
    ...(setup_intent && { setup_intent: redact(setup_intent) }),
  };
  return { status, body: JSON.stringify({ error: seen }), requestId, begun };
}

function asStripeError(error: unknown): StripeError {
  if (error instanceof StripeError) return error;
  console.error(error);
  return apiError(`The sandbox failed: ${error instanceof Error ? error.message : String(error)}`);
}

function toResponse(
  c: HonoContext,
  { status, body, requestId, reset }: Answer,
  sent: Pick<SentAnswer, 'operation' | 'publishable'>,
): Response {
  if (reset) {
    (c.env as HttpBindings).incoming.socket.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (sentAnswers.hasSubscribers) sentAnswers.publish({ ...sent, status, body });
  c.header('Content-Type', 'application/json');
  c.header('Request-Id', requestId);
  c.header('Stripe-Version', apiVersion);
  return c.newResponse(body, status as 200);
}

const secretKeyRequired = (): StripeError =>
  unauthorized(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can ' +
      'find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    { code: 'secret_key_required' },
  );
