/** Databases for tests, on a real PostgreSQL. Test files only. */
export { createTestDatabase, type TestDatabase } from './test-database';
export { startTestServer } from './test-server';
