/** A demo that a test may stop, kill and start again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { keepPrinted } from '../../../support/logs.ts';
import { deskOf } from './desk.ts';
import { urlOf, type Place } from './where.ts';

export class DemoProcess {
  readonly place: Place;
  /** What it printed, in all its lives. */
  output = '';
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  constructor(place: Place, environment: NodeJS.ProcessEnv = {}) {
    this.place = place;
    this.#environment = environment;
    rmSync(place.folder, { recursive: true, force: true });
  }

  /** What `npm run demo` does, but for building the elements, which it has done before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', './tools/tsx.ts', 'demo/main.ts'], {
      env: {
        ...process.env,
        PORT: String(this.place.port),
        DEMO_DATA: this.place.folder,
        LOG_LEVEL: 'debug',
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      this.output += text;
    });
    child.once('close', () => keepPrinted(printed));
    const ended = once(child, 'exit').then(() => {
      throw new Error('the demo did not start');
    });
    await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
    ended.catch(() => undefined);
  }

  /** `SIGKILL` leaves it no time for anything. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }

  /** Resolves once the sandbox has written down what has happened until now. */
  async saved(): Promise<void> {
    const file = path.join(this.place.folder, 'sandbox/sandbox.json');
    const since = Date.now();
    // A call that changes nothing, but is followed by a save as any other.
    await deskOf(this.place).sandbox('POST', '/clock', { advance: 0 });
    while (!existsSync(file) || statSync(file).mtimeMs < since) await setTimeout(20);
  }

  /** Turns a switch of the panel. */
  async turn(
    name: 'trouble' | 'account' | 'clock',
    fields: [name: string, value: string][],
  ): Promise<void> {
    const url = urlOf(this.place);
    const response = await fetch(`${url}/panel/${name}`, {
      method: 'POST',
      headers: { Origin: url },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    if (response.status !== 303) throw new Error(`${name}: ${response.status}`);
  }

  /** The next test finds no trouble of the one before. */
  async calm(): Promise<void> {
    if (!this.#child) await this.start();
    await this.turn('trouble', []);
    await deskOf(this.place).sandbox('DELETE', '/trouble');
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.place.folder, { recursive: true, force: true });
  }
}
