/** A checkout server as a process of its own, so that it can be killed as processes are. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ClockMessage, ServeOptions } from './serve.ts';

export interface ServerProcess {
  url: string;
  /** Resolves when it takes requests. */
  start: () => Promise<void>;
  /** kill -9. */
  kill: () => Promise<void>;
  /** Asks it to end, and gives the code with which it does. */
  stop: () => Promise<number | null>;
  tellTime: () => void;
}

const script = fileURLToPath(new URL('serve.ts', import.meta.url));

/**
 * @param options its clock is asked for whenever the process starts
 * @param logFile what the process prints
 */
export function serverProcess(
  options: Omit<ServeOptions, 'clockOffset'>,
  clockOffset: () => number,
  logFile: string,
): ServerProcess {
  let child: ChildProcess | undefined;
  const killWithUs = (): void => void child?.kill('SIGKILL');

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const running = child;
    child = undefined;
    process.off('exit', killWithUs);
    if (running?.exitCode !== null) return null;
    const exited = once(running, 'exit');
    running.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  return {
    url: `http://127.0.0.1:${options.port}`,
    async start() {
      const log = fs.openSync(logFile, 'a');
      const started = spawn(
        process.execPath,
        [script, JSON.stringify({ ...options, clockOffset: clockOffset() })],
        { stdio: ['ignore', log, log, 'ipc'] },
      );
      fs.closeSync(log);
      child = started;
      process.once('exit', killWithUs);
      const died = once(started, 'exit').then(([code]) => {
        throw new Error(
          `the server ended with ${String(code)}: ${fs.readFileSync(logFile, 'utf8')}`,
        );
      });
      await Promise.race([once(started, 'message'), died]);
      died.catch(() => undefined);
    },
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    tellTime() {
      if (child?.connected) child.send({ clockOffset: clockOffset() } satisfies ClockMessage);
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
