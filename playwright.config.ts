import { defineConfig, devices } from '@playwright/test';
import { args, executablePath } from './test/support/chromium.ts';

export default defineConfig({
  testDir: 'test/e2e',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { executablePath, args },
    trace: 'retain-on-failure',
  },
});
