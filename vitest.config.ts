import { defineConfig } from "vitest/config";

/** Unit, property and protocol tests. The tests in a real VS Code (`test/editor`) have a runner of their own: `npm test` runs both. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    exclude: ["test/editor/**", "test/fixtures/**", "**/node_modules/**"],
    // Property tests run for minutes under FLOWSTATE_FULL; a test that hangs must still end.
    testTimeout: process.env["FLOWSTATE_FULL"] === "1" ? 600_000 : 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
