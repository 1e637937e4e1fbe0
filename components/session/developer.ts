const DOCS = 'docs/elements.md';

const told = new Set<string>();

/**
 * Tells the page's developer, once, what keeps an element from working and where to read on.
 *
 * @param code - an anchor in the docs
 */
export function tellDeveloper(code: string, problem: string, cause?: unknown): void {
  if (told.has(code + problem)) return;
  told.add(code + problem);
  console.error(`[tender] ${problem} See ${DOCS}#${code}`, ...(cause === undefined ? [] : [cause]));
}
