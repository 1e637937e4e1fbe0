/**
 * Runs the static checks and every test suite, one after the other, and closes with
 * `N passed, N failed`: the sum over all of them. A check counts as one test.
 *
 *     npm test                       everything
 *     npm run check                  the static checks alone
 *     npm test -- core server        the suites named
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Count {
  passed: number;
  failed: number;
}

interface Step {
  script: string;
  /** Reads the counts from what the runner printed; a step without one counts as a single test. */
  count?: (output: string) => Count;
}

const lastNumber = (output: string, pattern: RegExp): number =>
  Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);

const nodeTest = (output: string): Count => ({
  passed: lastNumber(output, /^ℹ pass (\d+)$/gm),
  failed: lastNumber(output, /^ℹ fail (\d+)$/gm) + lastNumber(output, /^ℹ cancelled (\d+)$/gm),
});

// The runner's own reporter leaves the cursor in the middle of a line.
const webTestRunner = (output: string): Count => ({
  passed: lastNumber(output, /components: (\d+) passed/g),
  failed: lastNumber(output, /components: \d+ passed, (\d+) failed/g),
});

const playwright = (output: string): Count => ({
  passed: lastNumber(output, /^\s+(\d+) passed/gm) + lastNumber(output, /^\s+(\d+) flaky/gm),
  failed: lastNumber(output, /^\s+(\d+) failed/gm),
});

const steps: Record<string, Step[]> = {
  check: ['types', 'format', 'lint', 'templates', 'unused', 'package'].map((name) => ({
    script: `check:${name}`,
  })),
  core: [{ script: 'test:core', count: nodeTest }],
  sandbox: [{ script: 'test:sandbox', count: nodeTest }],
  server: [{ script: 'test:server', count: nodeTest }],
  faults: [{ script: 'test:faults', count: nodeTest }],
  components: [{ script: 'test:components', count: webTestRunner }],
  docs: [{ script: 'test:docs', count: nodeTest }],
  e2e: [{ script: 'test:e2e', count: playwright }],
};

async function run({ script, count }: Step): Promise<Count> {
  console.log(`\n=== npm run ${script}`);
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    process.stdout.write(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const result = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  // A runner that fails without counting a failed test has still failed; so has one that ran none.
  if (result.failed === 0 && (code !== 0 || result.passed === 0)) result.failed = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`=== ${script}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
  return result;
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`unknown suite: ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

const total: Count = { passed: 0, failed: 0 };
for (const name of named.length > 0 ? named : Object.keys(steps)) {
  for (const step of steps[name] ?? []) {
    const { passed, failed } = await run(step);
    total.passed += passed;
    total.failed += failed;
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
