/**
 * Load over plain sockets: each connection sends its next request when the last is answered. A full
 * HTTP client would cost as much as the server that is measured.
 */
import net from 'node:net';
import { once } from 'node:events';

export interface Load {
  perSecond: number;
  /** Milliseconds from request to answer. */
  p50: number;
  p99: number;
}

/** A `POST` as it goes over the wire. */
export function post(path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Sends each connection's requests, and fails on an answer that is not 200. */
export async function load(port: number, connections: readonly Buffer[][]): Promise<Load> {
  const sockets = connections.map(() => net.connect({ port, host: '127.0.0.1', noDelay: true }));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    sockets.map((socket, index) => converse(socket, connections[index] ?? [], times)),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}

function converse(socket: net.Socket, requests: readonly Buffer[], times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let sentAt = 0;
    let answer = '';
    const send = (): void => {
      const request = requests[next];
      if (!request) {
        resolve();
        return;
      }
      next += 1;
      answer = '';
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server hung up')));
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (!isWhole(answer)) return;
      if (!answer.startsWith('HTTP/1.1 200')) {
        reject(new Error(answer.slice(0, 200)));
        return;
      }
      times.push(performance.now() - sentAt);
      send();
    });
    send();
  });
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  return length === undefined
    ? answer.endsWith('0\r\n\r\n')
    : answer.length >= head + 4 + Number(length);
}
