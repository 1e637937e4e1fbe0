/**
 * Where the sandbox is, read from the script's own address, so that a page needs no configuration.
 *
 * - `http://localhost:3000/sandbox/stripe.js` → everything under `http://localhost:3000/sandbox/`
 * - `https://js.stripe.com/endive/stripe.js`, in a browser that maps Stripe's hosts to the sandbox →
 *   frames on `js.stripe.com`, the API on `api.stripe.com`, as on Stripe
 */
export interface SandboxLocation {
  /** Where the frames are, with a slash at the end. */
  frames: string;
  /** Where `v1/…` is, with a slash at the end. */
  api: string;
}

export function locate(scriptUrl: string): SandboxLocation {
  const { origin, pathname, hostname } = new URL(scriptUrl);
  const frames = origin + pathname.replace(/(?:endive\/)?[^/]*$/, '');
  return { frames, api: hostname === 'js.stripe.com' ? 'https://api.stripe.com/' : frames };
}
