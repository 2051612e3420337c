import { factMeaning, findFact, LIST_NAMES, nearestFact, nearestWord } from './vocabulary';

const letters = (count: number) => 'abcdefghijklmnopqrstuvwxyz'.repeat(10).slice(0, count);

describe('a word that was meant', () => {
  test.each([
    ['the word itself', 'county', ['country', 'county'], 'county'],
    ['one letter too many', 'country', ['city', 'county'], 'county'],
    ['two letters too few', 'abcd', ['abcdef'], 'abcdef'],
    ['three letters too few', 'abcd', ['abcdefg'], null],
    ['two letters too many in front', 'abcdef', ['cdef'], 'cdef'],
    ['three letters too many in front', 'abcdefg', ['defg'], null],
    ['two other letters', 'abcd', ['xycd'], 'xycd'],
    ['three other letters', 'abcd', ['xyzd'], null],
    ['two letters exchanged', 'abcd', ['abdc'], 'abdc'],
    ['a letter moved from end to front', 'abcdefgh', ['habcdefg'], 'habcdefg'],
    ['a long word, one in four letters wrong', 'abcdefghijkl', ['xyzdefghijkl'], 'xyzdefghijkl'],
    ['a long word, more than one in four wrong', 'abcdefghijkl', ['wxyzefghijkl'], null],
    ['the nearer of two, first', 'abcd', ['abcx', 'abxx'], 'abcx'],
    ['the nearer of two, last', 'abcd', ['abxx', 'abcx'], 'abcx'],
    ['the first of two that are as near', 'abcd', ['abcx', 'abcy'], 'abcx'],
    ['nothing written', '', ['ab'], 'ab'],
    ['no word allowed', 'ab', [], null],
    ['as much as is compared', letters(80), [letters(81)], letters(81)],
    ['more than is compared', letters(81), [letters(81)], null],
  ])('%s', (_, written, allowed, near) => {
    expect(nearestWord(written, allowed)).toBe(near);
  });

  test('is looked for among facts, fields of lists and lists', () => {
    expect(
      ['applicant.conty', 'titles[].granted', 'award_paid', 'nothing of the kind'].map(nearestFact),
    ).toEqual(['applicant.county', 'titles[].granted_on', 'awards_paid', null]);
  });
});

test('facts have a definition and a Chinese name; what is no fact is called as it is written', () => {
  expect(findFact('titles[].code')).toMatchObject({ name: 'titles[].code', type: 'enum' });
  expect(['titles', 'applicant.town', 'toString'].map(findFact)).toEqual([null, null, null]);
  expect(factMeaning('applicant.county')).toMatch(/\p{Script=Han}/u);
  expect(factMeaning('applicant.town')).toBe('applicant.town');
  expect([...LIST_NAMES].sort()).toEqual(['awards_paid', 'decisions', 'standards', 'titles']);
});
