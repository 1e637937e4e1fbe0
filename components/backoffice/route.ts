import type { LitElement, ReactiveController } from 'lit';

/** Every page of the back office, in the order of the navigation. */
export const PAGES = [
  'payments',
  'methods',
  'capture',
  'credentials',
  'webhook',
  'domains',
  'operators',
  'audit',
  'health',
] as const;

export type Page = (typeof PAGES)[number];

export interface Route {
  page: Page;
  /** Of the payment that is looked at. */
  id: string | undefined;
  /** Filters, so that a link and the back button keep them. */
  query: URLSearchParams;
}

/**
 * What the address says. It is kept in the part behind `#`, which no server sees: the same page works
 * wherever it is mounted.
 */
function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name, id] = path.split('/');
  const page = PAGES.find((known) => known === name) ?? 'payments';
  return {
    page,
    id: id === undefined || id === '' ? undefined : id,
    query: new URLSearchParams(search),
  };
}

export function hrefTo(page: Page, id?: string, query?: URLSearchParams): string {
  const search = query?.toString() ?? '';
  return `#/${page}${id === undefined ? '' : `/${id}`}${search && `?${search}`}`;
}

/** The page's place in the back office, and an update when it changes. */
export class RouteController implements ReactiveController {
  route = readRoute(location.hash);

  readonly #host: LitElement;
  readonly #changed: (route: Route) => void;

  constructor(host: LitElement, changed: (route: Route) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#read);
    this.#read();
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#read);
  }

  readonly #read = (): void => {
    const before = this.route;
    this.route = readRoute(location.hash);
    if (before.page !== this.route.page || before.id !== this.route.id) this.#changed(this.route);
    this.#host.requestUpdate();
  };
}
