const KEPT = 'duixian.on-behalf-of';

/** The delegation under which this window acts; null: in one's own name. Gone with the window. */
export const delegationAtHand = (): string | null => sessionStorage.getItem(KEPT);

/** From now on in somebody's name, or (null) in one's own. */
export function actUnder(delegationId: string | null): void {
  if (delegationId === null) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, delegationId);
}

/** Says in whose name a request is sent. */
export function withOnBehalfOf(request: Request): Request {
  const delegationId = delegationAtHand();
  if (delegationId === null) return request;
  const headers = new Headers(request.headers);
  headers.set('On-Behalf-Of', delegationId);
  return new Request(request, { headers });
}
