import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { args, executablePath } from './test/support/chromium.ts';
import { firefox } from './test/support/firefox.ts';
import { checkoutServer } from './test/support/checkout-server.ts';
import { browserCommands } from './test/support/browser-commands.ts';
import './test/support/witness.ts';

/** Prints the one line that `test/all.ts` adds up. */
const countReporter = {
  onTestRunFinished({ sessions }) {
    let passed = 0;
    let failed = 0;
    const walk = (suite) => {
      for (const test of suite?.tests ?? []) if (!test.skipped) test.passed ? passed++ : failed++;
      for (const child of suite?.suites ?? []) walk(child);
    };
    for (const session of sessions) {
      walk(session.testResults);
      if (!session.passed && !session.testResults) failed++;
    }
    console.log(`components: ${passed} passed, ${failed} failed`);
  },
};

const chromium = chromeLauncher({ launchOptions: { executablePath, args, headless: 'shell' } });
const hasFirefox = typeof firefox !== 'string';
if (!hasFirefox) console.log(`Firefox is left out: ${firefox}.`);

export default {
  files: 'test/components/**/*.test.ts',
  // A payment goes through the server, the sandbox and frames of another origin.
  testFramework: { config: { timeout: 8000 } },
  // Lit's development build warns on the console; what ships is the production build.
  nodeResolve: { exportConditions: ['production'] },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'components/tsconfig.json' }),
    checkoutServer(),
    browserCommands(),
  ],
  browsers: hasFirefox ? [chromium, firefox] : [chromium],
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter],
};
