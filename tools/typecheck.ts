/**
 * Type-checks every TypeScript project of the repository with TypeScript 7.
 *
 * The `typescript` package in `node_modules` stays at 6 for the tools that need its JavaScript API
 * (typescript-eslint, lit-analyzer, the schema generator); `ts7` is the fast native compiler.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const projects = globSync('**/tsconfig.json', {
  exclude: (name) => name === 'node_modules' || name === 'dist',
}).sort();

let failed = false;
for (const project of projects) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/ts7/bin/tsc', '--noEmit', '-p', project],
    { stdio: 'inherit' },
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
