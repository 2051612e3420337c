import { SaxesParser } from 'saxes';

/** An element with its children in order; text only where it has none. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export interface XmlLimits {
  /** Characters of what is kept at one time: of the tree, and of one text that goes on and on. */
  readonly characters: number;
  readonly depth: number;
}

/** Nothing that is exchanged with a bank nests deeper, and no part of it that has to be seen at once is larger. */
const LIMITS: XmlLimits = { characters: 1024 * 1024, depth: 24 };
/** What an element costs besides its words. */
const OF_AN_ELEMENT = 40;

/** Looks at every element as it begins and ends, whatever is kept of it. */
export interface XmlWatcher {
  begin(name: string, attributes: Readonly<Record<string, string>>): void;
  /** @param text the element's own, without that of its children */
  end(text: string): void;
}

class XmlProblem extends Error {}

/**
 * Reads a document of one default namespace as it comes, piece by piece. Document types, entities of its own, processing
 * instructions, prefixes, and anything beyond the limits are refused: a message between banks has none of them, and each is
 * a known way to attack a reader. Elements at `path` are handed to `take` once they are whole, and then forgotten, so that
 * a document of any length fits. Never throws.
 */
export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: { element: XmlElement; heldBefore: number }[] = [];
  private root: XmlElement | null = null;
  private problem: string | null = null;
  private held = 0;
  private sinceTag = 0;

  constructor(
    private readonly namespace: string,
    private readonly path: readonly string[] = [],
    private readonly take: (element: XmlElement) => void = () => undefined,
    private readonly watcher: XmlWatcher | null = null,
    private readonly limits: XmlLimits = LIMITS,
  ) {
    const { parser } = this;
    parser.on('error', (error) => this.stop(`不是可读的 XML:${error.message.slice(0, 120)}`));
    parser.on('doctype', () => this.stop('含有文档类型声明(DOCTYPE)'));
    parser.on('processinginstruction', () => this.stop('含有处理指令'));
    parser.on('opentag', (tag) => this.begin(tag));
    parser.on('text', (text) => this.add(text));
    parser.on('cdata', (text) => this.add(text));
    parser.on('closetag', () => this.end());
  }

  /** @returns false when nothing more needs to come: something is wrong, which `close` tells */
  write(piece: string): boolean {
    // The parser holds an unfinished text or tag itself.
    this.attempt(() => {
      this.sinceTag += piece.length;
      this.parser.write(piece);
      if (this.sinceTag > this.limits.characters + piece.length) this.tooMuch();
    });
    return this.problem === null;
  }

  close(): { ok: true; root: XmlElement } | { ok: false; problem: string } {
    this.attempt(() => this.parser.close());
    if (this.problem !== null) return { ok: false, problem: this.problem };
    return this.root ? { ok: true, root: this.root } : { ok: false, problem: '文件是空的' };
  }

  private attempt(work: () => void): void {
    if (this.problem !== null) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof XmlProblem)) throw error;
      this.problem = error.message;
    }
  }

  private stop(problem: string): never {
    throw new XmlProblem(problem);
  }

  private tooMuch(): never {
    return this.stop(
      `有一处内容超过 ${Math.round(this.limits.characters / 1024 / 1024)} MB,不是银行报文的样子`,
    );
  }

  private begin({
    name,
    uri,
    attributes,
  }: {
    name: string;
    uri: string;
    attributes: Record<string, { prefix: string; name: string; value: string }>;
  }): void {
    this.sinceTag = 0;
    if (uri !== this.namespace) this.stop(`元素 ${name.slice(0, 60)} 不属于 ${this.namespace}`);
    if (this.open.length >= this.limits.depth) this.stop(`嵌套超过 ${this.limits.depth} 层`);
    const own = Object.values(attributes).filter((each) => each.prefix !== 'xmlns' && each.name !== 'xmlns');
    const given = Object.fromEntries(own.map((each) => [each.name, each.value]));
    const element: XmlElement = { name, attributes: given, children: [], text: '' };
    this.open.at(-1)?.element.children.push(element);
    this.root ??= element;
    this.watcher?.begin(name, given);
    this.open.push({ element, heldBefore: this.held });
    this.hold(OF_AN_ELEMENT + own.reduce((sum, each) => sum + each.name.length + each.value.length, 0));
  }

  private add(text: string): void {
    const at = this.open.at(-1);
    if (!at) return;
    at.element.text += text;
    this.hold(text.length);
  }

  private hold(characters: number): void {
    this.held += characters;
    if (this.held > this.limits.characters) this.tooMuch();
  }

  private end(): void {
    this.sinceTag = 0;
    const path =
      this.path.length === this.open.length &&
      this.open.every(({ element }, at) => element.name === this.path[at]);
    const closed = this.open.pop();
    if (!closed) return;
    const { element, heldBefore } = closed;
    if (element.children.length > 0 && element.text.trim() !== '')
      this.stop(`元素 ${element.name} 中夹有文字`);
    this.watcher?.end(element.text);
    if (element.children.length > 0) element.text = '';
    if (!path) return;
    this.open.at(-1)?.element.children.pop();
    this.held = heldBefore;
    this.take(element);
  }
}
