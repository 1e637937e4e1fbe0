/**
 * Whether the page chose no font at all around an element, so that it would inherit the browser's
 * default serif.
 */
export function hasPlainFont(element: Element): boolean {
  const probe = document.createElement('span');
  probe.style.all = 'initial';
  document.documentElement.append(probe);
  const plain = getComputedStyle(probe).fontFamily === getComputedStyle(element).fontFamily;
  probe.remove();
  return plain;
}
