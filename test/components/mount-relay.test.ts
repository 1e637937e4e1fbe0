import { expect, fixture, nextFrame } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { MountRelay } from '../../components/controllers/mount-relay.ts';

/** Mounts a frame as Stripe.js would, and counts how often it had to. */
class FrameHost extends LitElement {
  mounts = 0;
  loads = 0;
  blockedBy: Element | undefined;
  readonly #frame = document.createElement('iframe');
  readonly relay = new MountRelay(
    this,
    (node) => {
      this.mounts += 1;
      node.append(this.#frame);
    },
    (by) => (this.blockedBy = by),
  );
  shown = true;

  constructor() {
    super();
    this.#frame.srcdoc = '<input>';
    this.#frame.onload = () => (this.loads += 1);
  }

  protected override render(): TemplateResult {
    return html`<div class="place">
      ${this.shown ? html`<slot name=${this.relay.slotName}></slot>` : ''}
    </div>`;
  }
}
customElements.define('test-frame-host', FrameHost);

/** A shop's own component: a host, and the root that only its author can get at when it's closed. */
function shell(options: ShadowRootInit): { host: HTMLElement; root: ShadowRoot } {
  const host = document.createElement('test-shell');
  return { host, root: host.attachShadow(options) };
}

/** `<test-frame-host>` inside as many shadow roots as there are modes, the outermost first. */
async function within(...modes: ShadowRootMode[]): Promise<Placed> {
  const page = await fixture<HTMLElement>(html`<main></main>`);
  let root: ParentNode = page;
  for (const mode of modes) {
    const next = shell({ mode });
    root.append(next.host);
    root = next.root;
  }
  const host = new FrameHost();
  root.append(host);
  await host.updateComplete;
  await frameLoaded(host);
  const outer = page.firstElementChild ?? page;
  return { host, outer, root };
}

interface Placed {
  host: FrameHost;
  /** What the page holds: the host itself, or the outermost shell. */
  outer: Element;
  /** Where the host is. */
  root: ParentNode;
}

async function frameLoaded(host: FrameHost, times = 1): Promise<void> {
  while (host.loads < times) await nextFrame();
}

/** The node, which must be there. */
function nodeOf({ relay }: FrameHost): HTMLElement {
  if (!relay.node) throw new Error('there is no mount');
  return relay.node;
}

/** Whether the node takes up space exactly inside the innermost host. */
function isPaintedInside(host: FrameHost): boolean {
  const place = host.renderRoot.querySelector('.place')?.getBoundingClientRect();
  const frame = nodeOf(host).getBoundingClientRect();
  return (
    place !== undefined &&
    frame.height > 0 &&
    place.top <= frame.top &&
    frame.bottom <= place.bottom
  );
}

describe('MountRelay', () => {
  const matrix: [name: string, modes: ShadowRootMode[]][] = [
    ['in the page itself', []],
    ['in an open root', ['open']],
    ['in a closed root', ['closed']],
    ['in three roots, the middle one closed', ['open', 'closed', 'open']],
    ['in three closed roots', ['closed', 'closed', 'closed']],
  ];

  for (const [name, modes] of matrix) {
    it(`gives a mount in the document, painted inside the host, ${name}`, async () => {
      const { host } = await within(...modes);
      expect(nodeOf(host).getRootNode()).to.equal(document);
      expect(isPaintedInside(host)).to.be.true;
      expect(host.mounts).to.equal(1);
    });
  }

  it('undoes what the page says about its own divs', async () => {
    const style = document.createElement('style');
    style.textContent = 'div { margin: 50px; padding: 9px; display: none; float: left }';
    document.head.append(style);
    const { host } = await within('open');
    const { margin, padding, display, float } = getComputedStyle(nodeOf(host));
    style.remove();
    expect({ margin, padding, display, float }).to.deep.equal({
      margin: '0px',
      padding: '0px',
      display: 'block',
      float: 'none',
    });
  });

  it('keeps two hosts in one root apart', async () => {
    const { host, root } = await within('closed');
    const other = new FrameHost();
    root.append(other);
    await other.updateComplete;
    await frameLoaded(other);
    expect(isPaintedInside(host)).to.be.true;
    expect(isPaintedInside(other)).to.be.true;
    expect(nodeOf(host)).not.to.equal(nodeOf(other));
  });

  it('asks for a new mount after the outermost host was moved', async () => {
    const { host, outer } = await within('open', 'closed');
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    elsewhere.append(outer);
    await frameLoaded(host, 2);
    expect(host.mounts).to.equal(2);
    expect(elsewhere.contains(nodeOf(host))).to.be.true;
    expect(isPaintedInside(host)).to.be.true;
  });

  it('leaves nothing behind in the hosts it was moved out of', async () => {
    const { host, outer } = await within('open');
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    elsewhere.append(host);
    await frameLoaded(host, 2);
    expect(outer.childElementCount).to.equal(0);
    expect(isPaintedInside(host)).to.be.true;
  });

  it('takes everything away when the host is gone, and is there again when it comes back', async () => {
    const { host, outer } = await within('open', 'open');
    const { parentElement } = outer;
    outer.remove();
    await nextFrame();
    expect(host.relay.node).to.equal(undefined);
    expect(outer.childElementCount).to.equal(0);
    parentElement?.append(outer);
    await frameLoaded(host, 2);
    expect(nodeOf(host).getRootNode()).to.equal(document);
    expect(isPaintedInside(host)).to.be.true;
  });

  it('puts the mount back when a framework clears the children of a host', async () => {
    const { host, outer } = await within('open', 'closed');
    outer.replaceChildren();
    await frameLoaded(host, 2);
    expect(isPaintedInside(host)).to.be.true;
  });

  it('does not reload the frame when the slot comes and goes', async () => {
    const { host } = await within('open');
    for (const shown of [false, true]) {
      host.shown = shown;
      host.requestUpdate();
      await host.updateComplete;
      await nextFrame();
      expect(nodeOf(host).getBoundingClientRect().height > 0).to.equal(shown);
    }
    expect(host.loads).to.equal(1);
  });

  it('names the root that assigns its slots by hand', async () => {
    const page = await fixture<HTMLElement>(html`<main></main>`);
    const byHand = shell({ mode: 'open', slotAssignment: 'manual' });
    const host = new FrameHost();
    byHand.root.append(host);
    page.append(byHand.host);
    await host.updateComplete;
    expect(host.blockedBy).to.equal(byHand.host);
    expect(host.mounts).to.equal(0);
  });
});
