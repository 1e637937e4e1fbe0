/** Where each code is explained, under a heading of its own. */
const DOCS = 'docs/elements.md';

const told = new Set<string>();

/** Tells the page's developer, once a code, what keeps an element from working and where to read on. */
export function tellDeveloper(code: string, cause?: unknown): void {
  if (told.has(code)) return;
  told.add(code);
  console.error(`[tender] ${code}: see ${DOCS}#${code}`, cause ?? '');
}
