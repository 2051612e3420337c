/** The API as typed calls: types generated from its OpenAPI document, problems as errors, keys of intentions. */
export { createApiClient, valueOf, type ApiClient, type ApiClientOptions } from './client';
export { Intention } from './intention';
export {
  isUncertain,
  NoAnswer,
  ProblemAnswer,
  StrangeAnswer,
  type Problem,
  type ProblemCode,
} from './problem';
export type { components, operations, paths } from './generated/api';

import { type components } from './generated/api';

/** A shape of the document by its name. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name];
