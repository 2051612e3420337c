import { describeProblem } from './problem';

const SECRET = '6217000000000000001 张三';

it('keeps the message of our own errors', () => {
  expect(describeProblem(new Error('refused: action-not-allowed'))).toBe('refused: action-not-allowed');
});

it('says of a database error only its kind, its code and the constraint', () => {
  const driverError = Object.assign(new Error(SECRET), {
    code: '23505',
    constraint: 'party_credit_code_key',
    detail: SECRET,
  });
  const failed = Object.assign(new (class QueryFailedError extends Error {})(SECRET), {
    name: 'QueryFailedError',
    driverError,
    parameters: [SECRET],
  });
  expect(describeProblem(failed)).toBe('QueryFailedError 23505 (party_credit_code_key)');
});

it('repeats nothing of what a library says, only where it was said', () => {
  const caught = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return error;
    }
  };
  const text = describeProblem(caught(() => JSON.parse(SECRET)));
  expect(text).toMatch(/^SyntaxError at /);
  expect(text).not.toContain('6217');
  expect(describeProblem(SECRET)).not.toContain('6217');
});
