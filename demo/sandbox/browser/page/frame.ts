/** The iframes that the page script makes, named as Stripe names its own. */
import type { FrameKind } from '../shared/protocol.ts';

let lastFrame = 0;

/** Declarations that the shop's own `iframe { … }` rules must not override. */
function style(element: HTMLElement, declarations: Record<string, string>): void {
  for (const [property, value] of Object.entries(declarations)) {
    element.style.setProperty(property, value, 'important');
  }
}

interface FrameOptions {
  /** Its accessible name. */
  title: string;
  src: string;
  /** Pixels by which it is larger than its place on each side, so that it doesn't cut focus rings. */
  outset?: number;
}

export function createFrame({ title, src, outset = 0 }: FrameOptions): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.name = `__privateStripeFrame${++lastFrame}`;
  frame.title = title;
  frame.allow = 'payment *; publickey-credentials-get *';
  frame.src = src;
  style(frame, {
    border: '0',
    margin: `-${outset}px`,
    padding: '0',
    display: 'block',
    width: `calc(100% + ${2 * outset}px)`,
    'min-width': '100%',
    'max-width': 'none',
    overflow: 'hidden',
  });
  return frame;
}

/** The frame's page learns from the fragment which origin may speak to it. */
export function frameUrl(base: string, kind: FrameKind): string {
  return `${base}elements/${kind}.html#${new URLSearchParams({ page: location.origin }).toString()}`;
}

export function setHeight(frame: HTMLIFrameElement, height: number): void {
  style(frame, { height: `${height}px` });
}

/**
 * Browsers paint an opaque canvas behind a frame whose colour scheme differs from its element's, so
 * the element says what the theme says.
 */
export function setColorScheme(frame: HTMLIFrameElement, dark: boolean): void {
  style(frame, { 'color-scheme': dark ? 'dark' : 'light' });
}
