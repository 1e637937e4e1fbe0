const told = new Set<string>();

/**
 * Tells the page's developer, once a code, what keeps an element from working, and where the checkout
 * server explains it.
 */
export function tellDeveloper(code: string, endpoint: string, cause: unknown): void {
  if (told.has(code)) return;
  told.add(code);
  console.error(`[tender] ${code}: see ${endpoint}reference#${code}`, cause);
}
