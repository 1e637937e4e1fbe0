import type { LitElement, ReactiveController } from 'lit';

/** Without a touch for this long, an operator is not there: asking on would keep the session alive. */
const ABSENT_MS = 10 * 60_000;

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'focus'] as const;

/**
 * Reads again every few seconds, as long as the page is looked at: not in a hidden tab, and not when
 * nobody has touched it for a while. Whoever comes back sees it fresh at once.
 */
export class LiveController implements ReactiveController {
  /** When it was last read, milliseconds since 1970; 0 before. */
  readAt = 0;
  /** Why the last reading failed. */
  error: unknown;

  readonly #host: LitElement;
  readonly #read: (signal: AbortSignal) => Promise<void>;
  readonly #every: number;
  #reading: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touchedAt = Date.now();

  constructor(host: LitElement, read: (signal: AbortSignal) => Promise<void>, every = 5_000) {
    this.#host = host;
    this.#read = read;
    this.#every = every;
    host.addController(this);
  }

  hostConnected(): void {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, this.#touched, { passive: true });
    document.addEventListener('visibilitychange', this.#wake);
  }

  hostDisconnected(): void {
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, this.#touched);
    document.removeEventListener('visibilitychange', this.#wake);
    this.stop();
  }

  /** Reads now, in place of a reading that is under way. */
  async refresh(): Promise<void> {
    this.stop();
    const reading = new AbortController();
    this.#reading = reading;
    try {
      await this.#read(reading.signal);
      if (reading.signal.aborted) return;
      this.error = undefined;
      this.readAt = Date.now();
    } catch (error) {
      if (reading.signal.aborted) return;
      this.error = error;
    }
    this.#reading = undefined;
    this.#host.requestUpdate();
    if (this.#host.isConnected) this.#timer = setTimeout(this.#tick, this.#every);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reading?.abort();
    this.#reading = undefined;
  }

  readonly #tick = (): void => {
    this.#timer = undefined;
    if (!document.hidden && Date.now() - this.#touchedAt < ABSENT_MS) void this.refresh();
  };

  readonly #touched = (): void => {
    this.#touchedAt = Date.now();
    this.#wake();
  };

  /** Goes on where it paused; does nothing while it is reading or about to. */
  readonly #wake = (): void => {
    const paused = this.#timer === undefined && this.#reading === undefined && this.readAt > 0;
    if (paused && !document.hidden) void this.refresh();
  };
}
