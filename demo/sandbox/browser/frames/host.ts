/** This frame's end of the channel to the shop's page. A frame holds one element. */
import { connectToPage, type Methods, type Remote } from '../shared/channel.ts';
import type { ElementPage } from '../shared/protocol.ts';

let remote: Remote<ElementPage> | undefined;

/** Serves `element` to the page that embeds this frame, and tells it of size, focus and Escape. */
export async function serve<Element extends Methods<Element>>(
  element: Element,
  root: HTMLElement,
): Promise<void> {
  const pageOrigin = new URLSearchParams(location.hash.slice(1)).get('page') ?? '';
  remote = await connectToPage<ElementPage, Element>(pageOrigin, element);

  let told = -1;
  const tellHeight = (): void => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    void remote?.call('resized', { height });
  };
  new ResizeObserver(tellHeight).observe(root);
  // Browsers don't render a frame that is out of view, and its ResizeObservers are silent there.
  new MutationObserver(tellHeight).observe(document.documentElement, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  let hasFocus = false;
  const tellFocus = (focused: boolean): void => {
    if (focused === hasFocus) return;
    hasFocus = focused;
    emit(focused ? 'focus' : 'blur');
  };
  addEventListener('focusin', () => tellFocus(true));
  // From one field to the next the element keeps the focus.
  addEventListener('focusout', ({ relatedTarget }) => tellFocus(relatedTarget !== null));
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') emit('escape');
  });
}

/** Tells the page of an event of the element. */
export function emit(event: string, payload: object = {}): void {
  void remote?.call('happened', { event, payload });
}

/** The page, for elements that ask more of it than others. */
export function page<Page extends ElementPage & Methods<Page>>(): Remote<Page> {
  if (!remote) throw new Error('Not connected yet.');
  return remote;
}

export function blurActiveElement(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
