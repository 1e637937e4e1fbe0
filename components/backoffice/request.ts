import type { ReactiveController } from 'lit';
import type { OfficePart } from './part.ts';

/** Reads something once for a part, and again when asked. */
export class ReadController<Body> implements ReactiveController {
  value: Body | undefined;
  error: unknown;

  readonly #host: OfficePart;
  readonly #path: string;

  constructor(host: OfficePart, path: string) {
    this.#host = host;
    this.#path = path;
    host.addController(this);
  }

  hostConnected(): void {
    void this.read();
  }

  async read(): Promise<void> {
    try {
      this.value = await this.#host.office.api.get<Body>(this.#path);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    this.#host.requestUpdate();
  }

  /** What a change was answered with. */
  set(value: Body): void {
    this.value = value;
    this.error = undefined;
    this.#host.requestUpdate();
  }
}

export interface Outcome {
  tone: 'good' | 'warn' | 'bad' | 'info';
  text: string;
}

/** Runs one action of a part at a time, and keeps how it ended. */
export class Action {
  busy = false;
  outcome: Outcome | undefined;

  readonly #host: OfficePart;

  constructor(host: OfficePart) {
    this.#host = host;
  }

  /**
   * @param action - resolves with what to tell, or with nothing
   * @param failed - called when it was refused: what is shown may be out of date
   */
  async run(
    action: () => Promise<Outcome | undefined>,
    failed?: (error: unknown) => void,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.outcome = undefined;
    this.#host.requestUpdate();
    try {
      this.outcome = await action();
    } catch (error) {
      this.outcome = { tone: 'bad', text: this.#host.office.words(error) };
      failed?.(error);
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}
