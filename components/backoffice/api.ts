/** How long the page waits for an answer, in milliseconds: an operation waits for others and for Stripe. */
const PATIENCE = 60_000;

/** An error as the server writes it, with what it sends along. */
interface Problem extends Record<string, unknown> {
  error?: { code: string; message: string };
  issues?: { field: string; problem: string }[];
}

/** The server's “no”: a stable code, its words, and for input what is wrong with it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly issues: readonly { field: string; problem: string }[];
  /** What came along, such as the `check` of keys that can't be used. */
  readonly extra: Record<string, unknown>;

  constructor(status: number, { error, issues = [], ...extra }: Problem) {
    super(error?.message ?? '');
    this.extra = extra;
    this.status = status;
    this.code = error?.code ?? `http_${status}`;
    this.issues = issues;
  }

  /** Whether nothing was done, for sure. */
  get isFinal(): boolean {
    return this.status < 500 && this.status !== 429;
  }
}

export interface Answer<Body> {
  status: number;
  body: Body;
}

interface Options {
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** The same key twice is the same request, however often it is sent. */
  key?: string;
  signal?: AbortSignal;
}

/** Whether the one who signed in again is the one whose session ended. */
export type SignedInAgain = 'same' | 'other';

/**
 * The back office's API. A call rejects with {@link Refusal} when the server refuses, and with what
 * `fetch` throws when there is no answer.
 *
 * A session that ended in the middle is no refusal: the operator signs in again, and the same request is
 * sent again, with the same key. Nothing was done before, and nothing is done twice.
 */
export class AdminApi {
  readonly #root: string;
  readonly #signInAgain: () => Promise<SignedInAgain>;

  /** @param endpoint - where the server is mounted, with a slash at its end */
  constructor(endpoint: string, signInAgain: () => Promise<SignedInAgain>) {
    this.#root = `${endpoint}admin/`;
    this.#signInAgain = signInAgain;
  }

  /** Where something is, for links. */
  href(path: string, query: Record<string, string> = {}): string {
    const search = new URLSearchParams(query).toString();
    return this.#root + path + (search && `?${search}`);
  }

  async get<Body>(
    path: string,
    query: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Body> {
    const search = new URLSearchParams(query).toString();
    const answer = await this.send<Body>(path + (search && `?${search}`), signal ? { signal } : {});
    return answer.body;
  }

  /** Sends what changes something, or asks with a status that matters. */
  async send<Body>(path: string, options: Options = {}): Promise<Answer<Body>> {
    try {
      return await this.sendOnce<Body>(path, options);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'authentication_required') throw error;
      if ((await this.#signInAgain()) === 'other') {
        // Keys of different operators never meet, so that this one might repeat what that one did.
        const message = 'Another operator signed in.';
        throw new Refusal(409, { error: { code: 'operator_changed', message } });
      }
      return this.sendOnce<Body>(path, options);
    }
  }

  /** Without the way back from a session that ended: for signing in itself. */
  async sendOnce<Body>(
    path: string,
    { method, body, key, signal }: Options = {},
  ): Promise<Answer<Body>> {
    const patience = AbortSignal.timeout(PATIENCE);
    const response = await fetch(this.#root + path, {
      method: method ?? 'GET',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // A proxy's error page is not JSON, and a 204 has no body.
    const content = (await response.json().catch(() => ({}))) as Body & Problem;
    if (!response.ok) throw new Refusal(response.status, content);
    return { status: response.status, body: content };
  }
}
