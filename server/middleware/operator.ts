/**
 * Who asks, on the operator's side: a token, a session, or the merchant's own login.
 *
 * @module
 */
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { CheckoutError } from '../checkout-error.ts';
import type { SignIn } from '../operators/sign-in.ts';
import { allows, type Authorize, type Operator, type Scope } from '../operators/scopes.ts';
import { SESSION_LASTS, type OperatorSessions } from '../operators/sessions.ts';
import { clientAddress } from './client-address.ts';
import type { Environment } from './environment.ts';

type Identify = (c: HonoContext) => Promise<Operator | null | undefined>;

/** @throws {@link CheckoutError} `authentication_required`. */
function identified(identify: Identify): MiddlewareHandler<Environment> {
  return async function identifyOperator(c, next) {
    const operator = await identify(c);
    if (!operator) {
      c.header('WWW-Authenticate', 'Bearer');
      throw new CheckoutError('authentication_required');
    }
    c.set('operator', operator);
    await next();
  };
}

export const operatorByLogin = (authorize: Authorize): MiddlewareHandler<Environment> =>
  identified(async (c) => authorize(c.req.raw));

export interface TokenLogin {
  signIn: SignIn;
  sessions: OperatorSessions;
  cookie: SessionCookie;
  trustedProxies: number;
}

/** A program sends its token as a bearer; a browser has the cookie of a session. */
export const operatorByToken = (login: TokenLogin): MiddlewareHandler<Environment> =>
  identified(async (c) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) return login.signIn(bearer, clientAddress(c, login.trustedProxies));
    const key = login.cookie.read(c);
    return key === undefined ? undefined : login.sessions.find(key);
  });

/** @throws {@link CheckoutError} `scope_missing`. */
export function requires(scope: Scope): MiddlewareHandler<Environment> {
  return async function requires(c, next) {
    if (!allows(c.get('operator').scopes, scope)) {
      throw new CheckoutError('scope_missing', { extra: { scope } });
    }
    await next();
  };
}

export interface SessionCookie {
  read: (c: HonoContext) => string | undefined;
  write: (c: HonoContext, key: string) => void;
  clear: (c: HonoContext) => void;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A cookie that no script reads, no other site sends and no other host sets.
 *
 * @param origin where browsers reach the server; by default, wherever the request was sent. Only plain
 *   http on a loopback address does without `Secure`, which not every browser accepts there.
 */
export function sessionCookie(origin: string | undefined): SessionCookie {
  const kind = (c: HonoContext) => {
    const { protocol, hostname } = new URL(origin ?? c.req.url);
    const plain = protocol === 'http:' && LOOPBACK.has(hostname);
    return plain ? undefined : ('host' as const);
  };
  const attributes = (c: HonoContext) => {
    const prefix = kind(c);
    return {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict' as const,
      ...(prefix === undefined ? {} : { prefix, secure: true }),
    };
  };
  return {
    read: (c) => getCookie(c, 'tender', kind(c)),
    write: (c, key) =>
      setCookie(c, 'tender', key, { ...attributes(c), maxAge: SESSION_LASTS / 1000 }),
    clear: (c) => void deleteCookie(c, 'tender', attributes(c)),
  };
}
