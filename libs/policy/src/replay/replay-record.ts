import type { PolicyDocument } from '../ast';
import { evaluate } from '../evaluate/evaluate';
import type { Result, Trace } from '../evaluate/result';
import { parseFacts } from '../facts/parse-facts';
import type { Facts } from '../facts/fact-definition';
import { parsePolicyDocument } from '../syntax/parse-document';
import { differencesOf, type ResultDifference } from './replay';

/** A stored result; its trace may be kept as a digest, so that a corpus of many stays small. */
export type RecordedResult = Omit<Result, 'trace'> & {
  readonly trace?: Trace;
  readonly traceDigest?: string;
};

/**
 * One line of an exported file: a law (`text`, named by `law`), or facts with what came out under a law named before. A
 * line may be both.
 */
export interface ReplayLine {
  readonly law: string;
  readonly text?: string;
  readonly facts?: Record<string, unknown>;
  readonly readings?: Readonly<Record<string, string>>;
  readonly results?: readonly RecordedResult[];
}

export type LineReplay =
  | { readonly kind: 'law' }
  | { readonly kind: 'unreadable'; readonly message: string }
  | {
      readonly kind: 'replayed';
      readonly results: number;
      readonly different: readonly {
        readonly clause: string;
        readonly subject: string | null;
        readonly differences: readonly ResultDifference[];
      }[];
    };

/**
 * Replays the lines of a file one after the other; needs no database. `digestOf` is asked for traces kept as digests. Given
 * the documents of `today`, the one of the same id determines instead: the differences are what today's law would change.
 */
export class LineReplayer {
  private readonly laws = new Map<string, PolicyDocument>();

  constructor(
    private readonly digestOf: (trace: Trace) => string,
    private readonly today: readonly PolicyDocument[] | null = null,
  ) {}

  replay(line: ReplayLine): LineReplay {
    if (line.text !== undefined) {
      const parsed = parsePolicyDocument(line.text, line.law);
      if (!parsed.ok) {
        const [first] = parsed.problems;
        return unreadable(`${first?.file}:${first?.line}: ${first?.message}. ${first?.fix}`);
      }
      this.laws.set(line.law, parsed.document);
    }
    if (line.facts === undefined)
      return line.text === undefined ? unreadable('neither text nor facts') : { kind: 'law' };
    const recorded = this.laws.get(line.law);
    if (!recorded) return unreadable(`no line before has the text of the law ${line.law}`);
    const document = this.today ? this.today.find(({ id }) => id === recorded.id) : recorded;
    if (!document) return unreadable(`there is no document ${recorded.id} today`);
    const facts = parseFacts(line.facts);
    if (!facts.ok)
      return unreadable(
        `facts: ${facts.problems.map(({ fact, message }) => `${fact} ${message}`).join('; ')}`,
      );
    return this.compare(document, facts.facts, line);
  }

  private compare(
    document: PolicyDocument,
    facts: Facts,
    { readings = {}, results = [] }: ReplayLine,
  ): LineReplay {
    const clauses = [...new Set(results.map(({ clause }) => clause))];
    const made = evaluate([document], facts, { explain: true, clauses, readings });
    const different = results.flatMap((before) => {
      const { clause, subject } = before;
      const after = made.find((each) => each.clause === clause && each.subject === subject) ?? null;
      const differences = differencesOf(before as Result, after && this.asRecorded(before, after));
      return differences.length === 0 ? [] : [{ clause, subject: subject ?? null, differences }];
    });
    return { kind: 'replayed', results: results.length, different };
  }

  /** The new result in the form of the recorded one: with its trace, with the digest, or with neither. */
  private asRecorded(before: RecordedResult, after: Result): Result {
    const { trace, ...rest } = after;
    if (before.trace !== undefined) return after;
    if (before.traceDigest === undefined || !trace) return rest;
    return { ...rest, traceDigest: this.digestOf(trace) } as Result;
  }
}

const unreadable = (message: string): LineReplay => ({ kind: 'unreadable', message });
