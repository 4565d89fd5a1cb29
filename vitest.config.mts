import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "forks",
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", "trainer/.venv/**", "build/**", ".flanstack/**"],
    setupFiles: ["./test/fail-on-console.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxConcurrency: 3,
  },
});
