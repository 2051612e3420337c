import { TITLE_CODES, titleCodeOf } from '../index';
import { TITLE_ALIASES } from './title-alias.table';

test.each([
  ['国家制造业“单项冠军”示范企业', 'SINGLE_CHAMPION_ENTERPRISE'],
  ['国家级 专精特新"小巨人"企业', 'NATIONAL_LITTLE_GIANT'],
  ['国家级中小企业服务平台', 'SME_SERVICE_PLATFORM_NATIONAL'],
  ['省级小型微型企业创业创新示范基地', 'MICRO_STARTUP_BASE_PROV'],
  ['市级工业产品生态(绿色)设计示范企业', 'GREEN_DESIGN_CITY'],
  ['PROV_ZJTX', 'PROV_ZJTX'],
])('%s is %s', (name, code) => {
  expect(titleCodeOf(name)).toBe(code);
});

test.each(['中小企业服务平台', '省级单项冠军企业', '小巨人', 'toString', ''])(
  '%p is not guessed at',
  (name) => {
    expect(titleCodeOf(name)).toBeNull();
  },
);

test('every name leads to its own title, and every alias belongs to a title that exists', () => {
  const names = Object.entries(TITLE_CODES).flatMap(([code, name]) =>
    [code, name, ...(TITLE_ALIASES[code] ?? [])].map((each) => [each, code] as const),
  );
  expect(names.filter(([name, code]) => titleCodeOf(name) !== code)).toEqual([]);
  expect(Object.keys(TITLE_ALIASES).filter((code) => TITLE_CODES[code] === undefined)).toEqual([]);
});
