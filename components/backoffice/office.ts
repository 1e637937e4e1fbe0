import type { Scope } from '../../server/operators/scopes.ts';
import { AdminApi, Refusal, type SignedInAgain } from './api.ts';
import type { TextKey } from './locales/texts.ts';
import type { Translator } from './locales/translator.ts';

/** Whoever is signed in. */
export interface Operator {
  actor: string;
  scopes: readonly Scope[];
}

/** `expired`: the session ended while pages are open, which wait for whoever signs in again. */
type Phase = 'starting' | 'signed-out' | 'signed-in' | 'expired' | 'unavailable';

/**
 * What all parts of the back office share: who is signed in, the API, the texts. Fires `change`.
 */
export class Office extends EventTarget {
  readonly api: AdminApi;
  readonly translator: Translator;
  phase: Phase = 'starting';
  operator: Operator | undefined;
  /** What a screen reader is told. */
  announcement = '';

  #signedInAgain: PromiseWithResolvers<SignedInAgain> | undefined;

  /** @param endpoint - where the server is mounted, with a slash at its end */
  constructor(endpoint: string, translator: Translator) {
    super();
    this.translator = translator;
    this.api = new AdminApi(endpoint, () => this.#signInAgain());
  }

  /** Whether the operator may do what needs the scope. The server decides; this only spares a “no”. */
  can(scope: Scope): boolean {
    const scopes = this.operator?.scopes ?? [];
    return scopes.includes(scope) || (scope === 'view' && scopes.length > 0);
  }

  /** Finds out who is signed in, if anyone is. */
  async start(): Promise<void> {
    try {
      const { body } = await this.api.sendOnce<Operator>('session');
      this.#enter(body);
    } catch (error) {
      if (this.phase === 'expired') throw error;
      const signedOut = error instanceof Refusal && error.code === 'authentication_required';
      this.phase = signedOut ? 'signed-out' : 'unavailable';
      this.changed();
    }
  }

  /** @throws {@link Refusal} when the token is none, or too many wrong ones were tried. */
  async signIn(token: string): Promise<void> {
    const { body } = await this.api.sendOnce<Operator>('session', {
      method: 'POST',
      body: { token },
    });
    this.#enter(body);
  }

  async signOut(): Promise<void> {
    await this.api.sendOnce('session', { method: 'DELETE' }).catch(() => undefined);
    this.operator = undefined;
    this.phase = 'signed-out';
    this.changed();
  }

  announce(text: string): void {
    this.announcement = text;
    this.changed();
  }

  text(key: TextKey, values?: Record<string, string>): string {
    return this.translator.text(key, values);
  }

  /** What went wrong, in words for the operator. */
  words(error: unknown): string {
    if (!(error instanceof Refusal)) return this.text('error-no-answer');
    if (error.code === 'operation_refused') {
      return this.text('error-operation_refused', { message: error.message });
    }
    const known = this.translator.known(`error-${error.code}`) ?? error.message;
    const issues = error.issues.map(({ field, problem }) => `${field} ${problem}`);
    return [known || this.text('error-no-answer'), ...issues].join(' ');
  }

  changed(): void {
    this.dispatchEvent(new Event('change'));
  }

  #enter(operator: Operator): void {
    const same = this.operator?.actor === operator.actor;
    this.operator = operator;
    this.phase = 'signed-in';
    this.#signedInAgain?.resolve(same ? 'same' : 'other');
    this.#signedInAgain = undefined;
    this.changed();
  }

  /** Whatever is asked meanwhile waits for the same sign-in. */
  #signInAgain(): Promise<SignedInAgain> {
    this.#signedInAgain ??= Promise.withResolvers();
    this.phase = 'expired';
    this.changed();
    return this.#signedInAgain.promise;
  }
}
