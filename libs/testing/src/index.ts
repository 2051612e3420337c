/** Databases for tests, on a real PostgreSQL. Test files only. */
export { createTestDatabase, type TestDatabase } from './test-database';
export { startTestServer } from './test-server';
export { Office, refusalOf, valueOf, WILLING_BANK } from './office';
export * from './walk';
export { grantByTwo } from './grant-by-two';
export { channelByTwo } from './channel-by-two';
export { CALL_EXAMPLE } from './call-example';
