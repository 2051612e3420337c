import { isScalar, Pair, Scalar, YAMLMap, YAMLSeq, type LineCounter, type Node } from 'yaml';

/** Thrown by the reader where the text may mean anything but the plain thing; `readPlainYaml` catches it. */
const NOT_PLAIN = new Error('not plain YAML');

/** Anything that is a line break, a blank or invisible to somebody but a newline and a space. */
// eslint-disable-next-line no-control-regex
const STRANGE = /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/;
const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const INTEGER = /^[-+]?[0-9]+$/;
/** What YAML reads as nothing or as another kind of number. */
const OTHER =
  /^(?:~|[Nn]ull|NULL|<<|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
/** Characters that mean something at the beginning of a scalar. */
const INDICATORS = new Set(',[]{}#&*!|>\'"%@`');
const MOST_KEY = 1000;

type Typed = Scalar<string | number | boolean>;

/**
 * Reads the plain part of YAML: mappings and lists by indentation, flow collections, scalars and quotes on one line,
 * comments. It makes the nodes that the library makes, in a tenth of the time, and gives up at everything else, right
 * or wrong: the library then reads the text and says what there is to say.
 */
class PlainReader {
  private at = 0;
  private lineStart = 0;
  /** Column of the line's content; −1 behind the last line. */
  private column = 0;

  constructor(private readonly text: string) {}

  readRoot(): Node {
    this.nextLine();
    if (this.column > 0) throw NOT_PLAIN;
    const root = this.readMapping(0);
    // What is indented so that it goes on with nothing ends every mapping and list around it, and stands here.
    if (this.at < this.text.length) throw NOT_PLAIN;
    return root;
  }

  /** Goes on to the first line, from where it stands at the beginning of one, that is neither empty nor a comment. */
  private nextLine(): void {
    const { text } = this;
    for (;;) {
      this.lineStart = this.at;
      this.skipBlanks();
      const character = text[this.at];
      if (character === undefined) {
        this.column = -1;
        return;
      }
      if (character === '#') this.skipComment();
      if (text[this.at] === '\n') {
        this.at += 1;
        continue;
      }
      if (this.at >= text.length) continue;
      this.column = this.at - this.lineStart;
      // "---" begins no scalar anyhow.
      if (this.column === 0 && text.startsWith('...', this.at)) throw NOT_PLAIN;
      return;
    }
  }

  private skipBlanks(): void {
    while (this.text[this.at] === ' ') this.at += 1;
  }

  private skipComment(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Whether nothing but blanks and a comment are left of the line; then it stands at its end. */
  private endsLine(): boolean {
    const from = this.at;
    this.skipBlanks();
    if (this.text[this.at] === '#' && this.at > from) this.skipComment();
    return this.at >= this.text.length || this.text[this.at] === '\n';
  }

  private finishLine(): void {
    if (!this.endsLine()) throw NOT_PLAIN;
    this.at += 1;
    this.nextLine();
  }

  /** Whether the mark at a position is one: a blank or the end of the line follows. At the end of the text it has no value. */
  private isFollowed(position: number): boolean {
    const next = this.text[position + 1];
    return next === ' ' || next === '\n';
  }

  private startsItem(): boolean {
    return this.text[this.at] === '-' && this.isFollowed(this.at);
  }

  private readMapping(column: number): YAMLMap {
    const pairs: unknown[] = [];
    const names = new Set<unknown>();
    const from = this.at;
    do {
      const key = this.readScalar(false);
      if (this.text[this.at] !== ':' || !this.isFollowed(this.at)) throw NOT_PLAIN;
      if (this.at - (key.range?.[0] ?? 0) > MOST_KEY || names.has(key.value)) throw NOT_PLAIN;
      names.add(key.value);
      this.at += 1;
      pairs.push(new Pair<unknown, unknown>(key, this.readValue(column, true)));
    } while (this.column === column && !this.startsItem());
    return this.node(new YAMLMap(), pairs, from);
  }

  private readList(column: number): YAMLSeq {
    const items: Node[] = [];
    const from = this.at;
    do {
      this.at += 1;
      items.push(this.readValue(column, false));
    } while (this.column === column && this.startsItem());
    return this.node(new YAMLSeq(), items, from);
  }

  /** What stands behind a key or the mark of an item, on the same line or below. */
  private readValue(column: number, isOfKey: boolean): Node {
    if (this.endsLine()) {
      this.at += 1;
      this.nextLine();
      const isBelow = this.column > column || (isOfKey && this.column === column && this.startsItem());
      if (!isBelow) throw NOT_PLAIN;
      return this.readBlock(column);
    }
    if (isOfKey) return this.readInline(column);
    // Another list or mapping may begin within the line of an item.
    this.column = this.at - this.lineStart;
    return this.readBlock(column);
  }

  private readBlock(column: number): Node {
    const from = this.at;
    if (this.startsItem()) return this.readList(this.column);
    const character = this.text[from];
    if (character === '[' || character === '{') return this.readInline(column);
    this.readScalar(false);
    const isKey = this.text[this.at] === ':' && this.isFollowed(this.at);
    this.at = from;
    return isKey ? this.readMapping(this.column) : this.readInline(column);
  }

  private readInline(column: number): Node {
    const character = this.text[this.at];
    const node = character === '[' || character === '{' ? this.readFlow(column) : this.readScalar(false);
    this.finishLine();
    return node;
  }

  /** Blanks, comments and line breaks within brackets, whose lines are indented more than what they belong to. */
  private skipFlowBlanks(column: number): void {
    while (this.endsLine()) {
      this.at += 1;
      this.nextLine();
      // At the end of the text as well.
      if (this.column <= column) throw NOT_PLAIN;
    }
  }

  private readFlow(column: number): YAMLMap | YAMLSeq {
    const from = this.at;
    const isMap = this.text[from] === '{';
    const closing = isMap ? '}' : ']';
    const items: unknown[] = [];
    const names = new Set<unknown>();
    this.at += 1;
    this.skipFlowBlanks(column);
    while (this.text[this.at] !== closing) {
      const from = this.at;
      const item = isMap ? this.readScalar(true) : this.readFlowValue(column);
      if (isScalar(item) && this.text[this.at] === ':' && this.isFollowed(this.at)) {
        const pair = this.readFlowPair(column, item, names);
        items.push(isMap ? pair : this.node(new YAMLMap(), [pair], from));
      } else if (isMap) throw NOT_PLAIN;
      else items.push(item);
      this.skipFlowBlanks(column);
      if (this.text[this.at] === ',') {
        this.at += 1;
        this.skipFlowBlanks(column);
      } else if (this.text[this.at] !== closing) throw NOT_PLAIN;
    }
    this.at += 1;
    return this.node(isMap ? new YAMLMap() : new YAMLSeq(), items, from);
  }

  private readFlowPair(column: number, key: Scalar, names: Set<unknown>): Pair<unknown, unknown> {
    if (this.at - (key.range?.[0] ?? 0) > MOST_KEY || names.has(key.value)) throw NOT_PLAIN;
    names.add(key.value);
    this.at += 1;
    this.skipFlowBlanks(column);
    return new Pair<unknown, unknown>(key, this.readFlowValue(column));
  }

  private node<T extends YAMLMap | YAMLSeq>(node: T, items: readonly unknown[], from: number): T {
    node.items = items as never[];
    node.range = [from, this.at, this.at];
    return node;
  }

  private readFlowValue(column: number): Node {
    const character = this.text[this.at];
    return character === '[' || character === '{' ? this.readFlow(column) : this.readScalar(true);
  }

  private readScalar(isFlow: boolean): Typed {
    const character = this.text[this.at];
    return character === '"' || character === "'" ? this.readQuoted(character) : this.readPlain(isFlow);
  }

  private readQuoted(quote: string): Typed {
    const from = this.at;
    const end = this.text.indexOf(quote, from + 1);
    const value = this.text.slice(from + 1, end);
    // A quote that is written twice is followed by what can follow no scalar.
    if (end < 0 || value.includes('\\') || value.includes('\n')) throw NOT_PLAIN;
    this.at = end + 1;
    return this.scalar(value, value, from);
  }

  private readPlain(isFlow: boolean): Typed {
    const { text, at: from } = this;
    const first = text[from] ?? '';
    const isMark = first === '-' || first === '?' || first === ':';
    if (INDICATORS.has(first) || isMark) {
      // Only a number below zero begins with a mark and is plain.
      if (first !== '-' || !/[0-9]/.test(text[from + 1] ?? '')) throw NOT_PLAIN;
    }
    let at = from + 1;
    let end = at;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === '\n') break;
      if (character === ' ') continue;
      if (character === '#' && text[at - 1] === ' ') break;
      if (character === ':') {
        const next = text[at + 1];
        if (next === undefined || next === ' ' || next === '\n') break;
        if (isFlow && ',[]{}'.includes(next)) throw NOT_PLAIN;
      }
      if (
        isFlow &&
        (character === ',' ||
          character === '[' ||
          character === ']' ||
          character === '{' ||
          character === '}')
      )
        break;
      end = at + 1;
    }
    const source = text.slice(from, end);
    this.at = end;
    return this.scalar(typed(source), source, from);
  }

  private scalar<T extends string | number | boolean>(value: T, source: string, from: number): Typed {
    const scalar: Typed = new Scalar<string | number | boolean>(value);
    scalar.source = source;
    scalar.range = [from, this.at, this.at];
    return scalar;
  }
}

function typed(source: string): string | number | boolean {
  if (BOOLEAN.test(source)) return source[0] === 't' || source[0] === 'T';
  if (INTEGER.test(source)) return Number.parseInt(source, 10);
  if (OTHER.test(source)) throw NOT_PLAIN;
  return source;
}

/** The nodes of a text that is plain YAML throughout, with the positions of its lines; null for any other text. */
export function readPlainYaml(text: string, lines: LineCounter): Node | null {
  if (STRANGE.test(text)) return null;
  let root: Node;
  try {
    root = new PlainReader(text).readRoot();
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return root;
}
