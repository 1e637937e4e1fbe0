/**
 * Where the checkout server is mounted, with a slash at its end: what the attribute says, else the
 * folder that this script came from, because the server serves it.
 */
export function endpointOf(attribute?: string): string {
  const { href } = attribute
    ? new URL(attribute, document.baseURI)
    : new URL(/* @vite-ignore */ '.', import.meta.url);
  return href.replace(/\/?$/, '/');
}
