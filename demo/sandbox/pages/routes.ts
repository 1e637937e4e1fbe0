/** The pages on which shoppers answer what a payment asks of them. Addresses: `urls.ts`. */
import { Hono, type Context as HonoContext } from 'hono';
import { IN_DIALOG } from '../browser/shared/dialog-messages.ts';
import { returnAddress } from '../browser/shared/return-address.ts';
import type { ActionOutcome } from '../payments/attempts.ts';
import { doneInDialog } from './layout.ts';
import { qrImage } from './qr-image.ts';
import { decide, findSubject, type PageOptions, type Subject } from './subject.ts';
import * as views from './views.ts';

const outcomes: Readonly<Record<string, ActionOutcome>> = {
  authorize: 'succeed',
  fail: 'fail',
  expire: 'expire',
};

export function createPages(options: PageOptions): Hono {
  const app = new Hono();

  app.get('/pages/qr/:account/:file{(pi|seti)_[A-Za-z0-9]+\\.(svg|png)}', (c) =>
    // Browsers go by the type, not by the name.
    c.body(qrImage(c.req.param('file')), 200, { 'Content-Type': 'image/svg+xml' }),
  );

  app.get('/pages/:kind{authorize|challenge|instructions}/:account/:intent', (c) => {
    const subject = subjectOf(options, c);
    if (!subject) return c.html(views.unknownPage(), 404);
    const dialogOf = httpOrigin(c.req.query(IN_DIALOG));
    const view = { subject, dialogOf };
    if (!subject.isOpen) {
      if (dialogOf !== undefined) return c.html(doneInDialog(dialogOf));
      return c.html(views.nothingToDoPage(view, onwards(subject)));
    }
    if (c.req.query('left') !== undefined) return c.html(views.leftPage(view));
    switch (c.req.param('kind')) {
      case 'challenge': {
        const isFramed = c.req.query('framed') !== undefined;
        if (dialogOf === undefined || isFramed) return c.html(views.challengeForm(view, isFramed));
        const query = new URLSearchParams({ framed: '', [IN_DIALOG]: new URL(c.req.url).origin });
        return c.html(views.challengeDialog(view, `?${query.toString()}`));
      }
      case 'instructions':
        return c.html(views.instructionsPage(view, codeUrl(subject)));
      default:
        return c.html(views.authorizePage(view));
    }
  });

  app.post('/pages/:kind{authorize|challenge|instructions}/:account/:intent', async (c) => {
    const subject = subjectOf(options, c);
    if (!subject) return c.html(views.unknownPage(), 404);
    const form = await c.req.parseBody();
    const outcome = typeof form.outcome === 'string' ? outcomes[form.outcome] : undefined;
    // Pressed twice, or decided elsewhere meanwhile: the first decision stands.
    const intent = outcome && subject.isOpen ? decide(options, subject, outcome) : subject.intent;
    const dialogOf = httpOrigin(form[IN_DIALOG]);
    if (dialogOf !== undefined) return c.html(doneInDialog(dialogOf));
    const target = onwards({ ...subject, intent });
    if (target !== undefined) return c.redirect(target, 303);
    return c.html(views.nothingToDoPage({ subject: { ...subject, intent }, dialogOf }, undefined));
  });

  return app;
}

const subjectOf = (options: PageOptions, c: HonoContext): Subject | undefined =>
  findSubject(options, c.req.param('account') ?? '', c.req.param('intent') ?? '');

/** Where the shopper goes once there is nothing left to decide. */
const onwards = ({ intent, returnUrl }: Subject): string | undefined =>
  returnUrl === undefined ? undefined : returnAddress(intent, returnUrl);

function codeUrl({ account, intent }: Subject): string | undefined {
  // Such as `pix_display_qr_code`.
  if (!intent.next_action?.type.endsWith('qr_code')) return undefined;
  return `../../qr/${account.id}/${intent.id}.svg`;
}

/** The query names the origin to speak to; anything else is no dialog of ours. */
function httpOrigin(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { origin, protocol } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
}
