/** The API as a whole, for the tests that cross rooms. */
export { createApi, type ApiOptions } from './create-api';
