import { defineConfig, devices } from '@playwright/test';
import { args, executablePath } from './test/support/chromium.ts';

export default defineConfig({
  testDir: 'test/e2e',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // The demo as the README starts it, for those tests that shop in it.
  webServer: {
    command: 'npm run demo',
    url: 'http://127.0.0.1:4299/',
    env: { PORT: '4299' },
    reuseExistingServer: false,
  },
  use: {
    baseURL: 'http://127.0.0.1:4299',
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    trace: 'retain-on-failure',
  },
});
