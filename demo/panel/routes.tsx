/** The panel for the curious: what the checkout does behind the page, and switches to make it do more. */
import { readFileSync } from 'node:fs';
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import type { Child } from 'hono/jsx';
import { isCountry, type CaptureMode } from '../../server/methods/index.ts';
import { sandboxKeys } from '../sandbox-account.ts';
import type { SandboxApp } from '../sandbox/app.ts';
import { findProduct } from '../shop/catalogue.ts';
import type { Orders, ShopOrder } from '../shop/orders.ts';
import type { Visit } from '../shop/pages/layout.tsx';
import { isCaptureMode, pageBefore, remember } from '../shop/preferences.ts';
import { priceIn } from '../shop/prices.ts';
import type { Feed } from './feed.ts';
import { methodsFor, usualCapture, type AskOperator, type Purchase } from './methods.ts';
import { setTroubles, troubleViews } from './troubles.ts';
import { Panel, type SandboxView } from './view.tsx';

export interface PanelOptions {
  askOperator: AskOperator;
  feed: Feed;
  orders: Orders;
  /** Undefined with a Stripe account of one's own. */
  sandbox: SandboxApp | undefined;
  trouble: { callbacksFail: boolean };
  forget: () => void;
}

/** The longest that the clock is moved at once, in seconds. */
const LONGEST = 60 * 24 * 60 * 60;

const asset = (file: string): string =>
  readFileSync(new URL(file, import.meta.url), { encoding: 'utf8' });

interface SidePanel {
  app: Hono;
  aside: (c: Context, visit: Visit, order?: ShopOrder) => Promise<Child>;
}

export function createPanel(options: PanelOptions): SidePanel {
  const { feed, orders, sandbox, trouble } = options;
  const app = new Hono();
  app.use(csrf());
  app.get('/panel.css', (c) => c.body(asset('panel.css'), 200, { 'Content-Type': 'text/css' }));
  app.get('/panel.js', (c) =>
    c.body(asset('panel.js'), 200, { 'Content-Type': 'text/javascript' }),
  );

  app.get('/events', (c) => {
    const after = Number(c.req.header('Last-Event-ID') ?? 0);
    return streamSSE(c, async (stream) => {
      const gone = new AbortController();
      stream.onAbort(() => gone.abort());
      for await (const { id, ...happening } of feed.follow(after, gone.signal)) {
        await stream.writeSSE({ id: String(id), data: JSON.stringify(happening) });
      }
    });
  });

  app.post('/capture', async (c) => {
    const { capture, order } = await c.req.parseBody();
    if (isCaptureMode(capture)) {
      remember(c, 'capture', capture);
      if (typeof order === 'string' && orders.get(order)) orders.change(order, { capture });
    }
    return back(c);
  });

  if (sandbox) addSandboxSwitches(app, sandbox, options);

  return {
    app,
    aside: async (c, visit, order) => {
      const usual = await usualCapture(options.askOperator);
      const purchase = order ? purchaseOf(order, usual) : likely(visit, usual);
      const methods = await methodsFor(options.askOperator, purchase).catch(
        (error: unknown) => (error as Error).message,
      );
      return (
        <Panel
          isOpen={getCookie(c, 'panel') === 'open'}
          purchase={purchase}
          order={order}
          methods={methods}
          callbacksFail={trouble.callbacksFail}
          sandbox={sandbox && sandboxView(sandbox)}
        />
      );
    },
  };
}

function addSandboxSwitches(app: Hono, sandbox: SandboxApp, options: PanelOptions): void {
  app.post('/account', async (c) => {
    const { country } = await c.req.parseBody();
    const account = sandbox.accounts.find(sandboxKeys.secretKey)?.account;
    if (account && typeof country === 'string' && isCountry(country)) {
      account.country = country;
      // So that the checkout reads the account anew.
      await options.askOperator('/admin/settings/credentials/check', {});
    }
    return back(c);
  });

  app.post('/trouble', async (c) => {
    const { trouble = [], callbacks } = await c.req.parseBody({ all: true });
    setTroubles(sandbox.trouble, [trouble].flat());
    options.trouble.callbacksFail = callbacks === 'fail';
    return back(c);
  });

  app.post('/clock', async (c) => {
    const seconds = Number((await c.req.parseBody()).seconds);
    if (seconds > 0 && seconds <= LONGEST) sandbox.clock.advance(seconds);
    return back(c);
  });

  app.post('/forget', (c) => {
    // Once this is answered.
    setTimeout(options.forget, 0);
    return c.redirect('/', 303);
  });
}

/** The form was in the panel, so that stays open. */
function back(c: Context): Response {
  setCookie(c, 'panel', 'open', { path: '/', sameSite: 'Lax' });
  return c.redirect(pageBefore(c), 303);
}

const purchaseOf = ({ country, currency, amount, capture }: ShopOrder, usual: CaptureMode) => ({
  country,
  currency,
  amount,
  capture: capture ?? usual,
});

/** What the shopper would pay with what is in the cart; with nothing in it, one lamp. */
function likely({ cart, preferences }: Visit, usual: CaptureMode): Purchase {
  const { place, capture = usual } = preferences;
  const goods = cart.size > 0 ? cart : new Map([['lamp' as const, 1]]);
  const amount = [...goods].reduce(
    (sum, [id, quantity]) => sum + priceIn(place.currency, findProduct(id)?.price ?? 0) * quantity,
    0,
  );
  return { ...place, amount, capture };
}

function sandboxView(sandbox: SandboxApp): SandboxView {
  return {
    country: sandbox.accounts.find(sandboxKeys.secretKey)?.account.country ?? '',
    now: sandbox.clock.milliseconds(),
    troubles: troubleViews(sandbox.trouble),
  };
}
