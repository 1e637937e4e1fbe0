/**
 * The other end of `stripe listen`: the CLI opens a session, connects by WebSocket, gets each event
 * and posts it to the shop. The protocol is the CLI's own (1.52.0, `stripecli-devproxy-v1`).
 */
import { createHash } from 'node:crypto';
import { upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import type { WSContext } from 'hono/ws';
import * as v from 'valibot';
import type { Account } from '../accounts.ts';
import type { PrivateOperation } from '../protocol/api.ts';
import { apiVersion } from '../state/events.ts';
import { newId } from '../state/ids.ts';
import type { Event } from '../state/objects.ts';
import type { Answer, Webhooks } from '../webhooks/deliveries.ts';

interface Session {
  id: string;
  account: Account;
  /** Whether the CLI posts events somewhere, and so has a status to report. */
  forwards: boolean;
}

const messageSchema = v.variant('type', [
  v.object({ type: v.literal('event_ack'), webhook_conversation_id: v.string() }),
  v.object({
    type: v.literal('webhook_response'),
    webhook_conversation_id: v.string(),
    status: v.number(),
    body: v.string(),
  }),
]);

/** Milliseconds that the CLI and the shop behind it have to answer. */
const timeout = 20_000;
/** Seconds after which the CLI renews its connection. */
const reconnectDelay = 600;

export interface CliListen {
  /** `POST /v1/stripecli/sessions` */
  openSession: PrivateOperation;
  /** Where the CLI connects: `/subscribe/:account`. */
  app: Hono;
}

export function createCliListen(webhooks: Webhooks): CliListen {
  const sessions = new Map<string, Session>();

  const openSession: PrivateOperation = {
    operation: 'POST /v1/stripecli/sessions',
    parameters: {
      device_name: 'string',
      forward_connect_to_url: 'string',
      forward_thin_connect_to_url: 'string',
      forward_thin_to_url: 'string',
      forward_to_url: 'string',
      websocket_features: { '[]': 'string' },
    },
    handle({ context: { account }, params, origin }) {
      const session = {
        id: newId('cliws'),
        account,
        forwards: params.forward_to_url !== undefined,
      };
      sessions.set(session.id, session);
      return {
        websocket_id: session.id,
        websocket_url: `${origin.replace(/^http/, 'ws')}/subscribe/${account.id}`,
        websocket_authorized_feature: 'webhooks',
        default_version: apiVersion,
        latest_version: apiVersion,
        display_connect_filter_warning: false,
        device_token: '',
        reconnect_delay: reconnectDelay,
        secret: secretOf(account),
      };
    },
  };

  const app = new Hono();
  app.get(
    '/subscribe/:account',
    upgradeWebSocket((c) => {
      const session = sessions.get(c.req.header('Websocket-Id') ?? '');
      if (!session || session.account.id !== c.req.param('account')) {
        return { onOpen: (_, socket) => socket.close(1008, 'no such session') };
      }
      const connection = connect(session);
      return {
        onOpen: (_, socket) => webhooks.listen(connection.listener(socket)),
        onMessage: ({ data }) => connection.receive(data),
        onClose: () => webhooks.unlisten(session.id),
      };
    }),
  );
  return { openSession, app };
}

function connect({ id, account, forwards }: Session) {
  const conversations = new Map<string, (answer: Answer) => void>();

  return {
    listener: (socket: WSContext) => ({
      id,
      accountId: account.id,
      secret: secretOf(account),
      send: (event: Event, body: string, signature: string): Promise<Answer> =>
        new Promise((resolve, reject) => {
          const conversation = newId('wc');
          const timer = setTimeout(() => {
            conversations.delete(conversation);
            reject(new Error('the CLI did not answer'));
          }, timeout);
          timer.unref();
          conversations.set(conversation, (answer) => {
            clearTimeout(timer);
            conversations.delete(conversation);
            resolve(answer);
          });
          // Twice: `listen` takes the one without a version, `listen --latest` the other.
          for (const api_version of [null, apiVersion]) {
            socket.send(
              JSON.stringify({
                type: 'webhook_event',
                endpoint: { api_version },
                event_payload: body,
                http_headers: {
                  'Content-Type': 'application/json; charset=utf-8',
                  'Stripe-Signature': signature,
                  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
                },
                webhook_conversation_id: conversation,
                webhook_id: event.id,
              }),
            );
          }
        }),
    }),

    receive(data: unknown): void {
      if (typeof data !== 'string') return;
      const parsed = v.safeParse(messageSchema, JSON.parse(data));
      if (!parsed.success) return;
      const message = parsed.output;
      const answer = conversations.get(message.webhook_conversation_id);
      if (message.type === 'webhook_response') {
        answer?.({ status: message.status, body: message.body });
      } else if (!forwards) {
        answer?.({ status: 200, body: '' });
      }
    },
  };
}

/** Always the same for an account, so that `listen --print-secret` fits the next `listen`. */
const secretOf = ({ id }: Account): string =>
  `whsec_${createHash('sha256').update(`listen ${id}`).digest('hex')}`;
