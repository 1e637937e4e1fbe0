import { defineConfig, devices } from '@playwright/test';
import { everybodys, urlOf } from './test/e2e/demo/support/where.ts';
import { args, executablePath } from './test/support/chromium.ts';
import { keepLogs } from './test/support/logs.ts';
import './test/support/witness.ts';

keepLogs();

export default defineConfig({
  testDir: 'test/e2e',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  // Frames within frames take their time on a busy machine.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A browser on a busy machine may drop a command. Who passes only then is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  // The demo as the README starts it, for those tests that shop in it.
  webServer: {
    command: 'npm run --silent demo -- --fresh > "$LOGS/demo.log"',
    url: `${urlOf(everybodys)}/`,
    env: {
      PORT: String(everybodys.port),
      DEMO_DATA: everybodys.folder,
      LOG_LEVEL: 'debug',
      npm_config_node_options: '--import=./test/support/witness.ts',
    },
    reuseExistingServer: false,
  },
  use: {
    baseURL: urlOf(everybodys),
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    trace: 'retain-on-failure',
  },
});
