import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROBLEMS } from '../../apps/api/src/edge/problem.table';

/**
 * The rooms whose refusals the console shows. What only a program that calls the API can meet stays English: it stands
 * in `edge/`, in the rules of `permit`, and in the transitions.
 */
const ROOMS = ['libs/casework/src', 'libs/payment-rail/src', 'apps/api/src'];
const ROOT = join(__dirname, '../..');
/** Written for operators and for programs. */
const APART = /\/(seed|demo|exports)\/|configuration|first-administrator|\.spec\.ts$/;

const files = ROOMS.flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !APART.test(name)),
);

/** A text as it stands in the source, with … where something is filled in. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** All texts that an expression can come to. */
function textsOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return [];
  const text = textOf(node);
  if (text !== null) return [text];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  return ts.isBinaryExpression(node) ? [...textsOf(node.left), ...textsOf(node.right)] : [];
}

const TOLD = new Set(['message', 'fix', 'text', 'rule']);
/** Rows of `[broken, field, message, fix]`, and without a field. */
const isRowOfProblem = (node: ts.ArrayLiteralExpression): boolean =>
  [3, 4].includes(node.elements.length) &&
  node.elements.slice(-2).every((each) => textOf(each) !== null || ts.isConditionalExpression(each)) &&
  textOf(node.elements[0] as ts.Node) === null;

/** What a file tells a person who is refused: reasons, particulars, and what to do. */
function toldIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const told: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText(source);
      if (name === 'refuse') told.push(...textsOf(node.arguments[1]));
      if (name === 'rule' || name === 'invalid' || name === 'problem')
        told.push(...node.arguments.slice(name === 'rule' ? 0 : 1).flatMap(textsOf));
      if (name === 'Given.matching') told.push(...textsOf(node.arguments[2]));
    }
    if (ts.isPropertyAssignment(node) && TOLD.has(node.name.getText(source)))
      told.push(...textsOf(node.initializer));
    if (ts.isVariableDeclaration(node) && TOLD.has(node.name.getText(source)))
      told.push(...textsOf(node.initializer));
    if (ts.isArrayLiteralExpression(node) && isRowOfProblem(node))
      told.push(...node.elements.slice(-2).flatMap(textsOf));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return told;
}

/** Two words of Latin letters beside each other, and no Chinese: a sentence that most of our people cannot read. */
const isLatinSentence = (text: string): boolean =>
  /[A-Za-z]{2,}[ ,;:]+[A-Za-z]{2,}/.test(text) && !/\p{Script=Han}/u.test(text);

it('what people are told when they are refused is Chinese', () => {
  const told = files.map((file): [string, string[]] => [file, toldIn(file)]);
  expect(told.flatMap(([, texts]) => texts).length).toBeGreaterThan(300);
  expect(
    told.flatMap(([file, texts]) => texts.filter(isLatinSentence).map((text) => `${file}: ${text}`)),
  ).toEqual([]);
});

it('so is the title of every problem', () => {
  expect(Object.values(PROBLEMS).filter(({ titleZh }) => isLatinSentence(titleZh))).toEqual([]);
  expect(Object.values(PROBLEMS).filter(({ titleZh }) => !/\p{Script=Han}/u.test(titleZh))).toEqual([]);
});
