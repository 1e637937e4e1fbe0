let initialFont: string | undefined;

/**
 * Whether the page chose no font at all around an element, so that it would inherit the browser's
 * default serif.
 */
export function hasPlainFont(element: Element): boolean {
  if (initialFont === undefined) {
    const probe = document.createElement('span');
    probe.style.all = 'initial';
    document.documentElement.append(probe);
    initialFont = getComputedStyle(probe).fontFamily;
    probe.remove();
  }
  return getComputedStyle(element).fontFamily === initialFont;
}
