/** Three-valued: what is unknown stays unknown unless the rest decides (Kleene's strong logic). */
export type Truth = 'true' | 'false' | 'unknown';

/** One false makes it false whatever else is unknown; true for none. */
export function allOf(values: readonly Truth[]): Truth {
  if (values.includes('false')) return 'false';
  return values.includes('unknown') ? 'unknown' : 'true';
}

/** One true makes it true whatever else is unknown; false for none. */
export function anyOf(values: readonly Truth[]): Truth {
  if (values.includes('true')) return 'true';
  return values.includes('unknown') ? 'unknown' : 'false';
}

export function negate(value: Truth): Truth {
  return value === 'unknown' ? 'unknown' : value === 'true' ? 'false' : 'true';
}

export function truth(value: boolean): Truth {
  return value ? 'true' : 'false';
}
