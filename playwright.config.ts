import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { args, executablePath } from './test/support/chromium.ts';
import './test/support/witness.ts';

/** Another one lets two checkouts of the repository be tested at once. */
const port = process.env.E2E_PORT ?? '4299';
const origin = `http://localhost:${port}`;

export default defineConfig({
  testDir: 'test/e2e',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // The demo as the README starts it, for those tests that shop in it.
  webServer: {
    command: 'npm run demo -- --fresh',
    url: `${origin}/`,
    env: {
      PORT: port,
      DEMO_DATA: path.join(tmpdir(), `tender-e2e-${port}`),
      npm_config_node_options: '--import=./test/support/witness.ts',
    },
    reuseExistingServer: false,
  },
  use: {
    baseURL: origin,
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    trace: 'retain-on-failure',
  },
});
