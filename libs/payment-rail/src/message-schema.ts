import { ISO_20022_TYPES } from './iso-20022.table';
import { textTestOf, type TextTest } from './schema-text';

interface Item {
  readonly name: string;
  readonly type: string;
  readonly least: number;
  readonly most: number;
}
type Definition =
  | { readonly kind: 'any' }
  | { readonly kind: 'text'; readonly test: TextTest; readonly attribute?: Item }
  | {
      readonly kind: 'sequence' | 'choice';
      readonly items: readonly Item[];
      /** Where each element stands among the items. */
      readonly places: ReadonlyMap<string, number>;
    };

const OCCURRENCE: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '': [1, 1],
  '?': [0, 1],
  '*': [0, Infinity],
  '+': [1, Infinity],
};

function itemOf(written: string): Item {
  const [, name = '', sign = '', bound, type = ''] =
    /^(\w+)([?*+]?)(?:\{0,(\d+)\})? (\w+)$/.exec(written) ?? [];
  const [least, most] = bound ? [0, Number(bound)] : (OCCURRENCE[sign] ?? [1, 1]);
  return { name, type, least, most };
}

const LINES = new Map(
  ISO_20022_TYPES.trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)] as const),
);
const read = new Map<string, Definition>();

/** A type of the table; read once, when a message first has it. */
function definitionOf(type: string): Definition {
  const known = read.get(type);
  if (known) return known;
  const line = LINES.get(type);
  if (line === undefined) throw new RangeError(`the table of ISO 20022 has no type ${type}`);
  const definition = parse(line);
  read.set(type, definition);
  return definition;
}

function parse(line: string): Definition {
  if (line === 'any') return { kind: 'any' };
  if (line.startsWith('= ')) {
    const [base = '', attribute = ''] = line.slice(2).split(' @');
    return { kind: 'text', test: textTestOf(LINES.get(base) ?? ''), attribute: itemOf(attribute) };
  }
  if (/^(text|decimal|dateTime|date|boolean|yearMonth)\b/.test(line))
    return { kind: 'text', test: textTestOf(line) };
  const isChoice = line.startsWith('one of ');
  const items = (isChoice ? line.slice('one of '.length) : line).split(', ').map(itemOf);
  return {
    kind: isChoice ? 'choice' : 'sequence',
    items,
    places: new Map(items.map(({ name }, at) => [name, at])),
  };
}

/** An element that has begun: where its own elements have come to. */
interface Open {
  readonly name: string;
  /** Null where nothing is known of what is inside. */
  readonly definition: Definition | null;
  /** How many elements of this name its parent has had, this one included. */
  readonly number: number;
  place: number;
  count: number;
  hasChildren: boolean;
}

/** What a message is held to: the element below `Document`, and its type. */
const ROOTS = {
  CstmrCdtTrfInitn: 'CustomerCreditTransferInitiationV09',
  BkToCstmrStmt: 'BankToCustomerStatementV08',
} as const;

/**
 * Holds one message of ISO 20022 to its definition while it is read, element by element, with nothing kept but the way down
 * to where the reader is. It says everything that is wrong, up to `mostProblems`, each with its place.
 */
export class MessageSchema {
  readonly problems: string[] = [];
  private readonly open: Open[] = [];
  private readonly document: Definition;

  /** @param root the element below `Document` that says which message it is */
  constructor(
    root: keyof typeof ROOTS,
    private readonly mostProblems = 100,
  ) {
    this.document = parse(`${root} ${ROOTS[root]}`);
  }

  begin(given: string, attributes: Readonly<Record<string, string>>): void {
    const name = given.slice(0, 60);
    const parent = this.open.at(-1);
    if (!parent) {
      if (name !== 'Document') this.problems.push('最外层不是 Document');
      this.enter(name, name === 'Document' ? this.document : null, 1);
      return;
    }
    parent.hasChildren = true;
    const { item, number } = this.place(parent, name);
    const definition = item ? definitionOf(item.type) : null;
    this.enter(name, definition, number);
    if (definition) this.lookAtAttributes(definition, attributes);
  }

  end(text: string): void {
    const closed = this.open.at(-1);
    if (!closed) return;
    const { definition } = closed;
    if (definition?.kind === 'text') {
      const wrong = closed.hasChildren ? null : definition.test(text);
      if (wrong) this.say(wrong);
    } else if (definition && definition.kind !== 'any') {
      if (!closed.hasChildren && text.trim() !== '') this.say('这里不应是文字');
      this.lookAtEnd(closed, definition);
    }
    this.open.pop();
  }

  private enter(name: string, definition: Definition | null, number: number): void {
    this.open.push({ name, definition, number, place: 0, count: 0, hasChildren: false });
  }

  /** Which of the parent's elements this is, with what had to come before it. */
  private place(parent: Open, name: string): { item?: Item; number: number } {
    const { definition } = parent;
    if (!definition || definition.kind === 'any') return { number: 1 };
    if (definition.kind === 'text') {
      this.say(`${name}:这里只能是文字`);
      return { number: 1 };
    }
    const { items, places, kind } = definition;
    const place = places.get(name);
    const item = place === undefined ? undefined : items[place];
    if (place === undefined || !item) {
      this.say(`${name}:这里没有这个元素`);
      return { number: 1 };
    }
    const isFirst = parent.count === 0 && parent.place === 0;
    if (kind === 'choice' && !isFirst && place !== parent.place) {
      this.say(`${name}:${items.map((each) => each.name).join('、')} 只能有其中一个`);
      return { item, number: 1 };
    }
    if (kind === 'sequence' && place < parent.place) {
      this.say(`${name}:次序不对,应在 ${items[parent.place]?.name ?? ''} 之前`);
      return { item, number: 1 };
    }
    if (place > parent.place) {
      if (kind === 'sequence') this.lookForMissing(parent, items, place);
      parent.place = place;
      parent.count = 0;
    }
    parent.count += 1;
    if (parent.count > item.most) this.say(`${name}:最多 ${item.most} 个`);
    return { item, number: parent.count };
  }

  private lookAtEnd(closed: Open, definition: Definition & { kind: 'sequence' | 'choice' }): void {
    const { items, kind } = definition;
    if (kind === 'sequence') this.lookForMissing(closed, items, items.length);
    else if (closed.count === 0) this.say(`缺少 ${items.map(({ name }) => name).join('、')} 之一`);
  }

  private lookForMissing({ place, count }: Open, items: readonly Item[], upTo: number): void {
    for (let at = place; at < upTo; at += 1) {
      const item = items[at];
      if (item && item.least > (at === place ? count : 0)) this.say(`缺少 ${item.name}`);
    }
  }

  private lookAtAttributes(definition: Definition, attributes: Readonly<Record<string, string>>): void {
    const wanted = definition.kind === 'text' ? definition.attribute : undefined;
    for (const name of Object.keys(attributes))
      if (name !== wanted?.name && !name.startsWith('xsi:')) this.say(`没有属性 ${name.slice(0, 40)}`);
    if (!wanted) return;
    const value = attributes[wanted.name];
    const type = definitionOf(wanted.type);
    const wrong = value === undefined ? '缺少' : type.kind === 'text' ? type.test(value) : null;
    if (wrong) this.say(`属性 ${wanted.name}:${wrong}`);
  }

  private say(problem: string): void {
    if (this.problems.length >= this.mostProblems) return;
    const way = this.open
      .slice(1)
      .map(({ name, number }) => (number > 1 || name === 'Ntry' ? `${name}[${number}]` : name));
    const said = `${way.join('/') || 'Document'}:${problem}`;
    if (said !== this.problems.at(-1)) this.problems.push(said);
  }
}
