import { expect, fixture, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import type { TenderStatus } from '../../components/index.ts';
import { accessibility, animations, media } from './support/accessibility.ts';
import { confirm, inside, payment, text, type PaymentOnPage } from './support/page.ts';

/** The element as it stands alone, on the page that thanks the shopper. */
const statusOf = ({ token, endpoint }: Pick<PaymentOnPage, 'token' | 'endpoint'>) =>
  fixture<TenderStatus>(
    html`<tender-status payment=${token} endpoint=${endpoint} locale="en"></tender-status>`,
  );

const heading = (status: TenderStatus): string => text(inside(status, 'h2'));
const hint = (status: TenderStatus): string => text(inside(status, '[part=hint]'));

/** Waits for a screen, by the name of its slot. */
const screen = (status: TenderStatus, name: string): Promise<void> =>
  waitUntil(() => status.shadowRoot?.querySelector(`.screen.${name}`), `never showed ${name}`, {
    timeout: 6000,
  });

describe('<tender-status>', () => {
  describe('accessibility', () => {
    accessibility(async () => {
      const made = await payment();
      await confirm(made);
      const element = await statusOf(made);
      await screen(element, 'paid');
      return { element, outer: element };
    }, ['heading Thank you, your payment went through']);

    it('tells of changes politely, as they come', async () => {
      const status = await statusOf(await payment());
      expect(inside(status, '.screen').role).to.equal('status');
      expect(inside(status, '.screen').ariaLive).to.equal('polite');
    });

    it('does not turn, while it waits, for those who want no motion', async () => {
      await screen(await statusOf(await payment()), 'confirming');
      expect(animations()).to.deep.equal(['turn']);
      await media({ 'prefers-reduced-motion': 'reduce' });
      expect(animations()).to.deep.equal([]);
    });

    it('takes the focus to its heading when asked', async () => {
      const status = await statusOf(await payment());
      status.focus();
      expect(status.shadowRoot?.activeElement).to.equal(inside(status, 'h2'));
    });
  });

  it('follows a payment until it is settled', async () => {
    const made = await payment();
    const status = await statusOf(made);
    await screen(status, 'confirming');
    const paid = oneEvent(status, 'tender-paid');
    await confirm(made);
    const event = (await paid) as unknown as { payment: { state: string; amount: number } };
    expect(event.payment).to.include({ state: 'paid', amount: 4200 });
    await status.updateComplete;
    expect(heading(status)).to.equal('Thank you, your payment went through');
    expect(hint(status)).to.equal('€42.00 was paid.');
    expect(text(inside(status, '[part=details]'))).to.match(/^Order order-\d+/);
  });

  it('asks where no events get through', async () => {
    const { EventSource: real } = window;
    // What a proxy does that knows no event streams.
    window.EventSource = class extends EventTarget {
      static readonly CLOSED = 2;
      readonly readyState = 2;
      set onerror(handler: () => void) {
        queueMicrotask(handler);
      }
      close(): void {
        // It never was open.
      }
    } as unknown as typeof EventSource;
    try {
      const made = await payment();
      const status = await statusOf(made);
      await confirm(made);
      await screen(status, 'paid');
    } finally {
      window.EventSource = real;
    }
  });

  it('tells a hold from a payment', async () => {
    const made = await payment({ capture: 'manual' });
    await confirm(made);
    const status = await statusOf(made);
    await oneEvent(status, 'tender-authorized');
    await status.updateComplete;
    expect(hint(status)).to.equal('€42.00 is held and will be charged when your order ships.');
  });

  it('says that an outcome comes later', async () => {
    const made = await payment({ method: 'sepa_debit' });
    const status = await statusOf(made);
    const processing = oneEvent(status, 'tender-processing');
    await confirm(made, 'pm_sepaDebit_success_de');
    await processing;
    await screen(status, 'processing');
  });

  it('says why a payment failed, and leads back to the checkout', async () => {
    const made = await payment();
    await confirm(made, 'pm_card_chargeDeclined');
    const status = await statusOf(made);
    status.checkoutUrl = '/checkout';
    const failed = (await oneEvent(status, 'tender-failed')) as unknown as { code: string };
    expect(failed.code).to.equal('card_declined');
    await status.updateComplete;
    expect(hint(status)).to.contain('declined').and.to.contain('Nothing was charged.');
    expect((inside(status, '[part=retry]') as HTMLAnchorElement).pathname).to.equal('/checkout');
  });

  describe('when the outcome can’t be told', () => {
    const real = window.setTimeout.bind(window);
    beforeEach(() => {
      // The element's patience is over at once.
      window.setTimeout = ((run: () => void, delay = 0) =>
        real(run, delay === 15_000 ? 0 : delay)) as typeof setTimeout;
    });
    afterEach(() => {
      window.setTimeout = real;
    });

    it('says so, never that it failed, and goes on looking', async () => {
      const made = await payment();
      const status = await statusOf(made);
      await oneEvent(status, 'tender-unknown');
      await screen(status, 'unknown');
      expect(hint(status)).to.contain('It may have gone through').and.to.contain('keeps checking');
      const paid = oneEvent(status, 'tender-paid');
      await confirm(made);
      await paid;
      await screen(status, 'paid');
    });

    it('promises nothing more when the server knows no such payment', async () => {
      const { endpoint } = await payment();
      const status = await statusOf({ token: 'no-such-payment', endpoint });
      await oneEvent(status, 'tender-error');
      await screen(status, 'unknown');
      expect(hint(status)).to.contain('contact the shop').and.not.to.contain('keeps checking');
    });
  });

  describe('on the page that a redirect comes back to', () => {
    const { href } = location;
    afterEach(() => history.replaceState(null, '', href));

    it('needs no attribute, and takes the client secret out of the address', async () => {
      const made = await payment();
      await confirm(made);
      const url = new URL(href);
      url.searchParams.set('tender_payment', made.token);
      url.searchParams.set('payment_intent', 'pi_1');
      url.searchParams.set('payment_intent_client_secret', made.secret);
      url.searchParams.set('redirect_status', 'succeeded');
      history.replaceState(null, '', url);
      const status = await fixture<TenderStatus>(
        html`<tender-status endpoint=${made.endpoint}></tender-status>`,
      );
      expect(location.href).not.to.match(/secret|redirect_status|payment_intent/);
      expect(location.href).to.contain('tender_payment=');
      await screen(status, 'paid');
    });

    it('says that there is nothing to show when there is nothing', async () => {
      const status = await fixture<TenderStatus>(html`<tender-status></tender-status>`);
      expect(text(inside(status, '.screen'))).to.equal('There is no payment to show here.');
    });
  });

  it('shows what the page has put in place of a screen', async () => {
    const made = await payment();
    await confirm(made);
    const status = await fixture<TenderStatus>(
      html`<tender-status payment=${made.token} endpoint=${made.endpoint}>
        <p slot="status-paid">Your tickets are on their way.</p>
      </tender-status>`,
    );
    await screen(status, 'paid');
    await nextFrame();
    const slot = inside(status, 'slot') as HTMLSlotElement;
    expect(slot.assignedElements().map(text)).to.deep.equal(['Your tickets are on their way.']);
  });
});
