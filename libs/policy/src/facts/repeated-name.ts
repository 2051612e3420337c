/**
 * The first name that one object of a JSON text gives twice, null where none does. `JSON.parse` would keep the last value
 * and say nothing (RFC 8259, section 4: the behaviour of such a text is unpredictable).
 * @param text valid JSON
 */
export function repeatedName(text: string): string | null {
  const NEXT = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(NEXT)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return null;
}
