'use strict';

const { removeFolder } = require('./test-server-folder');

module.exports = async function globalTeardown() {
  const folder = process.env.DUIXIAN_TEST_SERVER;
  if (folder) await removeFolder(folder);
};
