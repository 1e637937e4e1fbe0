/** What every element holds to, whatever it shows. A file of tests begins with these. */
import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';

/** An element on a page, showing what a test is about. */
export interface Shown {
  /** What is tested. */
  element: HTMLElement;
  /** What has `locale` and `theme`: the element itself or the checkout around it. */
  outer: HTMLElement & {
    theme: 'auto' | 'light' | 'dark' | undefined;
    locale: string | undefined;
  };
}

interface Axe {
  run: (
    element: Element,
    options: { iframes: false },
  ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/**
 * What axe objects to. Like `to.be.accessible()`, but it doesn't wait for an answer from Stripe's
 * frames, which are another origin's.
 */
export async function objections(element: Element): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe };
  const { violations } = await axe.run(element, { iframes: false });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
}

/** The accessibility tree of the page as lines of role and name, such as `radio Card`. */
export async function accessibilityTree(): Promise<string[]> {
  // Firefox brings its tree up to date at the end of a frame.
  await nextFrame();
  await nextFrame();
  return executeServerCommand('accessibility-tree');
}

/** Has the browser emulate media features until it is called with none. */
export async function media(features: Record<string, string> = {}): Promise<void> {
  const wanted = Object.entries(features).map(([name, value]) => ({ name, value }));
  await executeServerCommand('media-features', wanted);
  await waitUntil(
    () => wanted.every(({ name, value }) => matchMedia(`(${name}: ${value})`).matches),
    'the browser emulates no such thing',
  );
}

/** The keyframes of whatever moves on the page now, inside the elements too. */
export function animations(root: Document | ShadowRoot = document): string[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? animations(shadowRoot) : [],
  );
  const here = root.getAnimations().filter((animation) => animation instanceof CSSAnimation);
  return [...here.map(({ animationName }) => animationName), ...inside];
}

const shadow = ({ element }: Shown): ShadowRoot => {
  if (!element.shadowRoot) throw new Error(`<${element.localName}> has no shadow root`);
  return element.shadowRoot;
};

/**
 * @param show - puts the element on the page and waits until it shows what there is
 * @param tree - lines of the accessibility tree that a shopper needs
 */
export function accessibility(show: () => Promise<Shown>, tree: string[]): void {
  afterEach(() => media());

  it('has nothing that axe objects to, light and dark', async () => {
    const { element, outer } = await show();
    for (const theme of ['light', 'dark'] as const) {
      outer.theme = theme;
      outer.style.background = theme === 'dark' ? '#101216' : '#fff';
      await nextFrame();
      await nextFrame();
      expect(await objections(element)).to.deep.equal([]);
    }
  });

  it('tells assistive technology what it is', async () => {
    await show();
    const lines = await accessibilityTree();
    for (const line of tree) expect(lines).to.include(line);
  });

  it('keeps everything within its width on a phone, from right to left, at twice the size', async () => {
    const { element, outer } = await show();
    outer.style.cssText = 'inline-size:360px;font-size:32px';
    outer.locale = 'ar';
    const declared = declaresLanguage(element);
    while (declared.closest('[lang]')?.getAttribute('lang') !== 'ar') await nextFrame();
    for (const child of shadow({ element, outer }).querySelectorAll('*')) {
      // Stripe's frames reach out a little, for the rings around their fields.
      expect(child.scrollWidth, nameOf(child)).to.be.at.most(360 + 4);
    }
    expect(getComputedStyle(declared).direction).to.equal('rtl');
  });

  it('shows its controls when the browser takes all colours away', async () => {
    await media({ 'forced-colors': 'active' });
    const shown = await show();
    for (const control of shadow(shown).querySelectorAll('button, select')) {
      const { borderTopStyle, borderTopColor } = getComputedStyle(control);
      expect(borderTopStyle, nameOf(control)).not.to.equal('none');
      expect(borderTopColor, nameOf(control)).not.to.match(/^rgba.*, 0\)$/);
    }
    expect(await objections(shown.element)).to.deep.equal([]);
  });

  it('stands still for those who want no motion', async () => {
    await media({ 'prefers-reduced-motion': 'reduce' });
    const moving = new Set<string>();
    // From the first frame on: most of what could move is there while something loads.
    let frame = requestAnimationFrame(function look() {
      for (const name of animations()) moving.add(name);
      frame = requestAnimationFrame(look);
    });
    await show();
    cancelAnimationFrame(frame);
    expect([...moving]).to.deep.equal([]);
  });
}

const nameOf = ({ localName, className }: Element): string => `${localName} ${className}`;

/** The language is declared around what a checkout composes, or on what an element renders. */
function declaresLanguage(element: Element): Element {
  if (element.getRootNode() instanceof ShadowRoot) return element;
  const content = element.shadowRoot?.firstElementChild;
  if (!content) throw new Error('nothing is rendered');
  return content;
}
