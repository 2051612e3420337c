'use strict';

const { createFolder, removeLeftovers } = require('./test-server-folder');

/** Only names a place: the first test that asks for a database starts the server, so pure tests never wait for one. */
module.exports = async function globalSetup() {
  if (process.env.TEST_DATABASE_URL) return;
  await removeLeftovers();
  process.env.DUIXIAN_TEST_SERVER = createFolder();
};
