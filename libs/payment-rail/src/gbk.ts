let twoByteCharacters: ReadonlySet<string> | null = null;

/** Every character that GBK writes in two bytes, read once from the platform's own decoder (Node has no GBK encoder). */
function gbkTable(): ReadonlySet<string> {
  if (twoByteCharacters) return twoByteCharacters;
  const decoder = new TextDecoder('gbk');
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\uFFFD') found.add(text);
    }
  }
  twoByteCharacters = found;
  return found;
}

/**
 * How long a text is for a payment channel that writes GBK: 1 byte for ASCII, 2 for what GBK knows, 4 for the rest (as
 * GB18030 writes it). `outside` lists the characters that plain GBK cannot write at all.
 */
export function gbkLength(text: string): { byteCount: number; outside: string[] } {
  let byteCount = 0;
  const outside: string[] = [];
  for (const character of text) {
    if (character <= '\x7f') byteCount += 1;
    else if (gbkTable().has(character)) byteCount += 2;
    else {
      byteCount += 4;
      outside.push(character);
    }
  }
  return { byteCount, outside };
}
