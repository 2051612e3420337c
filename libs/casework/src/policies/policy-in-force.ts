import { parsePolicyDocument, type PolicyDocument } from '@duixian/policy';
import type { PolicyVersionEntity } from '@duixian/persistence';

const parsed = new Map<string, PolicyDocument>();
const KEPT = 200;

/** The parsed document of a stored version: the same text is parsed once per process. */
export function documentOf({
  content,
  contentHash,
  documentId,
  version,
}: PolicyVersionEntity): PolicyDocument {
  const known = parsed.get(contentHash);
  if (known) return known;
  const result = parsePolicyDocument(content, `${documentId}@${version}`);
  if (!result.ok) throw new Error(`stored policy ${documentId}@${version} no longer parses`);
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(contentHash, result.document);
  return result.document;
}
