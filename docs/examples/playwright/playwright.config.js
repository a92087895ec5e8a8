import { defineConfig } from '@playwright/test';

export default defineConfig({
  testMatch: '*.spec.js',
  reporter: 'line',
  fullyParallel: true,
  use: {
    launchOptions: {
      // Without it Playwright takes the browser that `npx playwright install` has brought.
      executablePath: process.env.CHROMIUM,
      // In a container that runs as root Chromium has no sandbox.
      chromiumSandbox: false,
      // Else no page whose files a test hands out may open a websocket to this machine.
      args: ['--disable-features=LocalNetworkAccessChecks'],
    },
  },
});
