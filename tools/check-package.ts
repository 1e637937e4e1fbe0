/**
 * `npm run check:package`: builds, then holds the result to what a consumer needs: the drop-in's
 * size, a sound `package.json` (publint), types that resolve (attw), and code that runs.
 */
import { spawnSync } from 'node:child_process';

function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('tools/build.ts');
run('node_modules/size-limit/bin.js');
run('node_modules/publint/src/cli.js', 'dist', '--strict');
// ES modules only: Node has been able to require() those since version 22.
run('node_modules/@arethetypeswrong/cli/dist/index.js', '--pack', 'dist', '--profile', 'esm-only');
run('tools/try-package.ts');
