import { parsePolicyDocument, type PolicyDocument } from '@duixian/policy';
import type { PolicyVersionEntity } from '@duixian/persistence';

const parsed = new Map<string, PolicyDocument>();
const KEPT = 200;

/** The parsed document of a stored version. Versions are immutable, so each is parsed once per process. */
export function documentOf(version: PolicyVersionEntity): PolicyDocument {
  const known = parsed.get(version.id);
  if (known) return known;
  const result = parsePolicyDocument(version.content, `${version.documentId}@${version.version}`);
  if (!result.ok)
    throw new Error(`published policy ${version.documentId}@${version.version} no longer parses`);
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(version.id, result.document);
  return result.document;
}
