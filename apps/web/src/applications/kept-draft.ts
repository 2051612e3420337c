type Claims = Readonly<Record<string, unknown>>;

const nameOf = (callId: string, partyId: string): string => `duixian.claims.${callId}.${partyId}`;

/** What was typed and not yet filed, kept in this browser until it is. */
export function keptDraft(callId: string, partyId: string): Claims {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(callId, partyId)) ?? '{}');
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Claims) : {};
  } catch {
    return {};
  }
}

export const keepDraft = (callId: string, partyId: string, claims: Claims): void =>
  localStorage.setItem(nameOf(callId, partyId), JSON.stringify(claims));

export const forgetDraft = (callId: string, partyId: string): void =>
  localStorage.removeItem(nameOf(callId, partyId));
