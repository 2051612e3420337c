import { SaxesParser } from 'saxes';

/** An element with its children in order; text only where it has none. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
}

/** Nothing that is exchanged with a bank nests deeper. */
const LIMITS: XmlLimits = { bytes: 10 * 1024 * 1024, depth: 24 };

/**
 * Reads a document of one default namespace. Document types, entities of its own, processing instructions, prefixes, and anything
 * beyond the limits are refused: a message between banks has none of them, and each is a known way to attack a reader.
 * Never throws.
 */
export function readXml(
  content: string,
  namespace: string,
  limits: XmlLimits = LIMITS,
): { ok: true; root: XmlElement } | { ok: false; problem: string } {
  if (content.length > limits.bytes || Buffer.byteLength(content) > limits.bytes)
    return { ok: false, problem: `文件超过 ${Math.round(limits.bytes / 1024 / 1024)} MB` };
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  const stop = (problem: string): never => {
    throw new XmlProblem(problem);
  };
  parser.on('error', (error) => stop(`不是可读的 XML:${error.message.slice(0, 120)}`));
  parser.on('doctype', () => stop('含有文档类型声明(DOCTYPE)'));
  parser.on('processinginstruction', () => stop('含有处理指令'));
  parser.on('opentag', ({ name, uri, attributes }) => {
    if (uri !== namespace) stop(`元素 ${name.slice(0, 60)} 不属于 ${namespace}`);
    if (open.length >= limits.depth) stop(`嵌套超过 ${limits.depth} 层`);
    const own = Object.values(attributes).filter((each) => each.prefix !== 'xmlns' && each.name !== 'xmlns');
    const given = Object.fromEntries(own.map((each) => [each.name, each.value]));
    const element: XmlElement = { name, attributes: given, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const take = (value: string): void => {
    const at = open.at(-1);
    if (at) at.text += value;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed && closed.children.length > 0 && closed.text.trim() !== '')
      stop(`元素 ${closed.name} 中夹有文字`);
    if (closed && closed.children.length > 0) closed.text = '';
  });
  try {
    parser.write(content).close();
  } catch (error) {
    if (error instanceof XmlProblem) return { ok: false, problem: error.message };
    throw error;
  }
  return root ? { ok: true, root } : { ok: false, problem: '文件是空的' };
}

class XmlProblem extends Error {}
