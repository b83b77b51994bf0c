import path from 'node:path'
import shared from '../../jest.config.mjs'

/** Real editors, without a screen: `npm run test:editors`. They are fetched when first needed. */
export default {
  ...shared,
  rootDir: path.resolve(import.meta.dirname, '../..'),
  testMatch: ['<rootDir>/tests/editors/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/tests/editors/fetch-editors.mjs',
  globalTeardown: '<rootDir>/tests/editors/print-table.ts',
  testTimeout: 120_000,
  maxWorkers: 1,
}
