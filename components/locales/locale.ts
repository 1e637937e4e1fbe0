/** The language that the page declares around `element`, through shadow roots too. */
export function pageLanguage(element: Element): string | undefined {
  const declaring = element.closest('[lang]:not([lang=""])');
  if (declaring) return declaring.getAttribute('lang') ?? undefined;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? pageLanguage(root.host) : undefined;
}
