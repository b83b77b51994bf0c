/** Unit tests stand beside the code; whole-program tests stand in `tests/`. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{server,inference,clients}/**/*.test.ts', '<rootDir>/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/tests/editors/'],
  // The JetBrains bridge unpacks there what it ships, packages and all.
  modulePathIgnorePatterns: ['<rootDir>/clients/jetbrains-bridge/plugin/target/'],
  extensionsToTreatAsEsm: [],
  // swc turns ESM into CommonJS, packages that are published as ESM only included.
  transform: {
    '\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs', ignoreDynamic: false },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(eventsource-parser|@secretlint)/)', '/dist/'],
  // A test waits for an event; this is only the limit after which it counts as stuck.
  testTimeout: 60_000,
  maxWorkers: 2,
}
