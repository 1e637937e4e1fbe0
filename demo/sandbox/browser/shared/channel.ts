/**
 * How the shop's page and a frame of the sandbox talk: method calls over a private `MessagePort`.
 *
 * The port is handed over once, by a message whose origin both sides check. After that nobody else
 * can listen or speak, so what follows needs no checks of its own.
 */

/** Names with what they take and give. Both sides implement one such interface and call another. */
export type Methods<T> = { [K in keyof T]: (params: never) => unknown };

/** The other side, as seen from here. */
export interface Remote<Theirs extends Methods<Theirs>> {
  call<K extends keyof Theirs & string>(
    method: K,
    ...params: Parameters<Theirs[K]>
  ): Promise<Awaited<ReturnType<Theirs[K]>>>;
  close(): void;
}

interface Call {
  id: number;
  method: string;
  params: unknown;
}
type Answer =
  { id: number; result: unknown } | { id: number; failure: { name: string; message: string } };

const CONNECT = 'tender-sandbox:connect';

/** Serves `ours` on the port and returns the way to call `Theirs`. */
function openChannel<Theirs extends Methods<Theirs>, Ours extends Methods<Ours>>(
  port: MessagePort,
  ours: Ours,
): Remote<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;

  const served = ours as unknown as Record<string, ((params: unknown) => unknown) | undefined>;
  const answer = async ({ id, method, params }: Call): Promise<Answer> => {
    try {
      return { id, result: await served[method]?.(params) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { id, failure: { name, message } };
    }
  };

  port.onmessage = ({ data }: MessageEvent<Call | Answer>) => {
    if ('method' in data) {
      void answer(data).then((reply) => port.postMessage(reply));
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('failure' in data) {
      const error = new Error(data.failure.message);
      error.name = data.failure.name;
      call?.reject(error);
    } else {
      call?.resolve(data.result);
    }
  };

  return {
    call(method, ...params) {
      const call = Promise.withResolvers<unknown>();
      waiting.set(++lastId, call);
      port.postMessage({ id: lastId, method, params: params[0] } satisfies Call);
      return call.promise as never;
    },
    close() {
      port.close();
      for (const call of waiting.values()) call.reject(new Error('The frame is gone.'));
      waiting.clear();
    },
  };
}

/** Page side: hands the loaded frame its end of a new channel. */
export function connectToFrame<Theirs extends Methods<Theirs>, Ours extends Methods<Ours>>(
  frame: Window,
  frameOrigin: string,
  ours: Ours,
): Remote<Theirs> {
  const { port1, port2 } = new MessageChannel();
  frame.postMessage(CONNECT, frameOrigin, [port2]);
  return openChannel<Theirs, Ours>(port1, ours);
}

/** Frame side: waits for the page that embeds this frame, and for no other window. */
export function connectToPage<Theirs extends Methods<Theirs>, Ours extends Methods<Ours>>(
  pageOrigin: string,
  ours: Ours,
): Promise<Remote<Theirs>> {
  return new Promise((resolve) => {
    addEventListener('message', function onMessage({ data, source, origin, ports }) {
      const [port] = ports;
      if (data !== CONNECT || source !== parent || origin !== pageOrigin || !port) return;
      removeEventListener('message', onMessage);
      resolve(openChannel<Theirs, Ours>(port, ours));
    });
  });
}
