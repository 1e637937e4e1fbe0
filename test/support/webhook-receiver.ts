/** A shop's webhook route: keeps what arrives, and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as JSON. */
  event: { id: string; type: string; api_version: string | null; pending_webhooks: number };
}

export interface Receiver {
  url: string;
  received: Received[];
  /** The status of the answers from now on; 200 at first. */
  answer: number;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const event = JSON.parse(body) as Received['event'];
      receiver.received.push({ headers: request.headers, body, event });
      response.statusCode = receiver.answer;
      response.end('{"received":true}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
    received: [],
    answer: 200,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}
