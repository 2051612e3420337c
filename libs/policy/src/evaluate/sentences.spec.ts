import type { Condition } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { check, decisiveTests } from './check';
import { describeCheck, describeRequirement } from './describe-check';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const READING =
  'readings:\n  R-1: { article: 一, question: 何为制定, preset: lead, options: { lead: 主导, any: 参与 } }\n';

function conditionOf(text: string): Condition {
  const lines = [TRIGGER, 'award: { fixedYuan: 1 }'];
  const law =
    clause('K', [...lines, `conditions: ${text}`]) +
    clause('L', [...lines, 'conditions: { reading: R-1, is: any }']);
  const [first] = documentOf(law, READING).clauses;
  const conditions = first?.form === 'computed' ? first.conditions : null;
  const [only] = conditions?.kind === 'all' ? conditions.of : [];
  if (!only) throw new Error('no condition');
  return only;
}

/** What a place follows is laid over the facts as `reading.<id>`; nobody states it of an applicant. */
function known({ reading, ...given }: { readonly reading?: string }): Facts {
  return { ...factsOf(given), ...(reading === undefined ? {} : { 'reading.R-1': reading }) };
}

type Sentences = readonly [met: string, unmet: string, unknown: string];

/** A condition, facts that meet it and facts that do not; how it is told of these and of no facts, plainly and negated. */
// prettier-ignore
const ROWS: readonly (readonly [condition: string, meets: object, fails: object, plain: Sentences, negated: Sentences, asks: string, contrary: string])[] = [
  ['{ fact: zyec.listed, is: true }', { 'zyec.listed': true }, { 'zyec.listed': false },
    ['在中原股权交易中心挂牌:是', '在中原股权交易中心挂牌为否,应为是', '在中原股权交易中心挂牌不详,应为是'],
    ['在中原股权交易中心挂牌为是,应为否', '在中原股权交易中心挂牌:否', '在中原股权交易中心挂牌不详,应为否'],
    '在中原股权交易中心挂牌应为是', '在中原股权交易中心挂牌应为否'],
  ['{ fact: zyec.listed, is: false }', { 'zyec.listed': false }, { 'zyec.listed': true },
    ['在中原股权交易中心挂牌:否', '在中原股权交易中心挂牌为是,应为否', '在中原股权交易中心挂牌不详,应为否'],
    ['在中原股权交易中心挂牌为否,应为是', '在中原股权交易中心挂牌:是', '在中原股权交易中心挂牌不详,应为是'],
    '在中原股权交易中心挂牌应为否', '在中原股权交易中心挂牌应为是'],
  ['{ fact: applicant.kind, is: enterprise }', { }, { 'applicant.kind': 'person' },
    ['主体类型为企业', '主体类型为个人,应为企业', '主体类型不详,应为企业'],
    ['主体类型为企业,不应为企业', '主体类型为个人', '主体类型不详,不应为企业'],
    '主体类型应为企业', '主体类型不应为企业'],
  ['{ fact: applicant.size, in: [small, micro] }', { 'applicant.size': 'micro' }, { 'applicant.size': 'large' },
    ['企业规模为微型', '企业规模为大型,应属于小型、微型', '企业规模不详,应属于小型、微型'],
    ['企业规模为微型,不应属于小型、微型', '企业规模为大型', '企业规模不详,不应属于小型、微型'],
    '企业规模应属于小型、微型', '企业规模不应属于小型、微型'],
  ['{ fact: applicant.sectors, includes: industrial }', { 'applicant.sectors': ['commerce', 'industrial'] }, { 'applicant.sectors': [] },
    ['所属行业为商贸、工业', '所属行业为无,应包括工业', '所属行业不详,应包括工业'],
    ['所属行业为商贸、工业,不应包括工业', '所属行业为无', '所属行业不详,不应包括工业'],
    '所属行业应包括工业', '所属行业不应包括工业'],
  ['{ fact: revenue.main_business_yuan, atLeast: 50000 }', { 'revenue.main_business_yuan': '50000' }, { 'revenue.main_business_yuan': '49999.99' },
    ['年主营业务收入为50,000.00元,不低于50,000.00元', '年主营业务收入为49,999.99元,应不低于50,000.00元', '年主营业务收入不详,应不低于50,000.00元'],
    ['年主营业务收入为50,000.00元,应低于50,000.00元', '年主营业务收入为49,999.99元,低于50,000.00元', '年主营业务收入不详,应低于50,000.00元'],
    '年主营业务收入应不低于50,000.00元', '年主营业务收入应低于50,000.00元'],
  ['{ fact: zyec.local_use_pct, moreThan: 80 }', { 'zyec.local_use_pct': '80.01' }, { 'zyec.local_use_pct': '80' },
    ['投资于本市的比例为80.01%,超过80%', '投资于本市的比例为80%,应超过80%', '投资于本市的比例不详,应超过80%'],
    ['投资于本市的比例为80.01%,应不超过80%', '投资于本市的比例为80%,不超过80%', '投资于本市的比例不详,应不超过80%'],
    '投资于本市的比例应超过80%', '投资于本市的比例应不超过80%'],
  ['{ fact: rent.lease_months, atMost: 12 }', { 'rent.lease_months': 12 }, { 'rent.lease_months': 13 },
    ['减免期内的租赁月数为12个月,不超过12个月', '减免期内的租赁月数为13个月,应不超过12个月', '减免期内的租赁月数不详,应不超过12个月'],
    ['减免期内的租赁月数为12个月,应超过12个月', '减免期内的租赁月数为13个月,超过12个月', '减免期内的租赁月数不详,应超过12个月'],
    '减免期内的租赁月数应不超过12个月', '减免期内的租赁月数应超过12个月'],
  ['{ fact: rent.lease_months, lessThan: 12 }', { 'rent.lease_months': 11 }, { 'rent.lease_months': 12 },
    ['减免期内的租赁月数为11个月,低于12个月', '减免期内的租赁月数为12个月,应低于12个月', '减免期内的租赁月数不详,应低于12个月'],
    ['减免期内的租赁月数为11个月,应不低于12个月', '减免期内的租赁月数为12个月,不低于12个月', '减免期内的租赁月数不详,应不低于12个月'],
    '减免期内的租赁月数应低于12个月', '减免期内的租赁月数应不低于12个月'],
  ['{ fact: scale.entry_date, atLeast: 2022-01-31 }', { 'scale.entry_date': '2022-01-31' }, { 'scale.entry_date': '2022-01-30' },
    ['入统日期为2022-01-31,不早于2022-01-31', '入统日期为2022-01-30,应不早于2022-01-31', '入统日期不详,应不早于2022-01-31'],
    ['入统日期为2022-01-31,应早于2022-01-31', '入统日期为2022-01-30,早于2022-01-31', '入统日期不详,应早于2022-01-31'],
    '入统日期应不早于2022-01-31', '入统日期应早于2022-01-31'],
  ['{ fact: scale.entry_date, moreThan: 2022-01-31 }', { 'scale.entry_date': '2022-02-01' }, { 'scale.entry_date': '2022-01-31' },
    ['入统日期为2022-02-01,晚于2022-01-31', '入统日期为2022-01-31,应晚于2022-01-31', '入统日期不详,应晚于2022-01-31'],
    ['入统日期为2022-02-01,应不晚于2022-01-31', '入统日期为2022-01-31,不晚于2022-01-31', '入统日期不详,应不晚于2022-01-31'],
    '入统日期应晚于2022-01-31', '入统日期应不晚于2022-01-31'],
  ['{ fact: scale.entry_date, atMost: { fact: evaluation_date } }', { 'scale.entry_date': '2022-12-31' }, { 'scale.entry_date': '2023-01-01' },
    ['入统日期为2022-12-31,不晚于核定基准日(2022-12-31)', '入统日期为2023-01-01,应不晚于核定基准日(2022-12-31)', '入统日期不详,应不晚于核定基准日(2022-12-31)'],
    ['入统日期为2022-12-31,应晚于核定基准日(2022-12-31)', '入统日期为2023-01-01,晚于核定基准日(2022-12-31)', '入统日期不详,应晚于核定基准日(2022-12-31)'],
    '入统日期应不晚于核定基准日(2022-12-31)', '入统日期应晚于核定基准日(2022-12-31)'],
  ['{ fact: scale.entry_date, lessThan: { fact: evaluation_date } }', { 'scale.entry_date': '2022-12-30' }, { 'scale.entry_date': '2022-12-31' },
    ['入统日期为2022-12-30,早于核定基准日(2022-12-31)', '入统日期为2022-12-31,应早于核定基准日(2022-12-31)', '入统日期不详,应早于核定基准日(2022-12-31)'],
    ['入统日期为2022-12-30,应不早于核定基准日(2022-12-31)', '入统日期为2022-12-31,不早于核定基准日(2022-12-31)', '入统日期不详,应不早于核定基准日(2022-12-31)'],
    '入统日期应早于核定基准日(2022-12-31)', '入统日期应不早于核定基准日(2022-12-31)'],
  ['{ fact: scale.entry_date, laterYearThan: bank.period_from }', { 'scale.entry_date': '2022-01-01', 'bank.period_from': '2021-12-31' }, { 'scale.entry_date': '2022-12-31', 'bank.period_from': '2022-01-01' },
    ['入统日期为2022-01-01', '入统日期为2022-12-31,年度应晚于考核期起(2022-01-01)', '入统日期不详,年度应晚于考核期起'],
    ['入统日期为2022-01-01,年度不应晚于考核期起(2021-12-31)', '入统日期为2022-12-31', '入统日期不详,年度不应晚于考核期起'],
    '入统日期年度应晚于考核期起(2021-12-31)', '入统日期年度不应晚于考核期起(2021-12-31)'],
  ['{ fact: scale.entry_date, withinMonths: 36 }', { 'scale.entry_date': '2019-12-31' }, { 'scale.entry_date': '2019-12-30' },
    ['入统日期为2019-12-31,距核定基准日不超过36个月', '入统日期为2019-12-30,距核定基准日应不超过36个月', '入统日期不详,距核定基准日应不超过36个月'],
    ['入统日期为2019-12-31,距核定基准日应超过36个月', '入统日期为2019-12-30,距核定基准日超过36个月', '入统日期不详,距核定基准日应超过36个月'],
    '入统日期距核定基准日应不超过36个月', '入统日期距核定基准日应超过36个月'],
  ['{ fact: scale.entry_date, known: true }', { 'scale.entry_date': '2019-12-31' }, {  },
    ['入统日期已登记为2019-12-31', '入统日期不详,应已登记', '入统日期不详,应已登记'],
    ['入统日期为2019-12-31,应未登记', '入统日期未登记', '入统日期未登记'],
    '入统日期应已登记', '入统日期应未登记'],
  ['{ fact: scale.entry_date, known: false }', {  }, { 'scale.entry_date': '2019-12-31' },
    ['入统日期未登记', '入统日期为2019-12-31,应未登记', '入统日期未登记'],
    ['入统日期不详,应已登记', '入统日期已登记为2019-12-31', '入统日期不详,应已登记'],
    '入统日期应未登记', '入统日期应已登记'],
  ['{ fact: apprentice.mid_person_years, whole: true }', { 'apprentice.mid_person_years': '2' }, { 'apprentice.mid_person_years': '1.5' },
    ['中级工学徒人年数为2人年', '中级工学徒人年数为1.5人年,应为整数', '中级工学徒人年数不详,应为整数'],
    ['中级工学徒人年数为2人年,应带小数', '中级工学徒人年数为1.5人年', '中级工学徒人年数不详,应带小数'],
    '中级工学徒人年数应为整数', '中级工学徒人年数应带小数'],
  ['{ fact: apprentice.mid_person_years, whole: false }', { 'apprentice.mid_person_years': '1.5' }, { 'apprentice.mid_person_years': '2' },
    ['中级工学徒人年数为1.5人年', '中级工学徒人年数为2人年,应带小数', '中级工学徒人年数不详,应带小数'],
    ['中级工学徒人年数为1.5人年,应为整数', '中级工学徒人年数为2人年', '中级工学徒人年数不详,应为整数'],
    '中级工学徒人年数应带小数', '中级工学徒人年数应为整数'],
  ['{ nonePaid: [K, L] }', {}, { awards_paid: [{ clause: 'L', amount_yuan: '1.00' }] },
    ['未曾兑付过同一奖励', '已有既往兑付,应未兑付过K、L', '未曾兑付过同一奖励'],
    ['没有既往兑付,应已兑付过K、L', '已有既往兑付', '没有既往兑付,应已兑付过K、L'],
    '应未兑付过K、L', '应已兑付过K、L'],
  ['{ paidInEarlierYear: L }', { awards_paid: [{ clause: 'L', amount_yuan: '1.00', paid_on: '2021-12-31' }] }, {},
    ['L在以前年度已兑付', 'L以前年度未兑付', 'L以前年度未兑付'],
    ['L在以前年度已兑付', 'L以前年度未兑付', 'L以前年度未兑付'],
    'L应在以前年度已兑付', 'L不应在以前年度已兑付'],
  ['{ decisionOn: L }', { decisions: [{ clause: 'L', option: 'x' }] }, {},
    ['已有人工决定', '尚无对L的人工决定', '尚无对L的人工决定'],
    ['已有人工决定', '尚无对L的人工决定', '尚无对L的人工决定'],
    '应有对L的人工决定', '不应有对L的人工决定'],
  ['{ holdsTitle: { codes: [PROV_ZJTX, INNOVATIVE_SME], where: { title: held } } }', { titles: [{ code: 'PROV_ZJTX', granted_on: '2022-01-01' }] }, { titles: [] },
    ['认定日期为2022-01-01,不晚于核定基准日(2022-12-31);有效期止(含当日)未登记', '所获称号为无,应有省级专精特新中小企业或创新型中小企业称号', '所获称号不详,应有省级专精特新中小企业或创新型中小企业称号'],
    ['须满足其一,均不满足:认定日期为2022-01-01,应晚于核定基准日(2022-12-31);或者有效期止(含当日)不详,应已登记;有效期止(含当日)不详,应早于核定基准日(2022-12-31)', '所获称号为无', '所获称号不详,不应有省级专精特新中小企业或创新型中小企业称号'],
    '认定日期应不晚于核定基准日(2022-12-31)|有效期止(含当日)应未登记', '认定日期应晚于核定基准日(2022-12-31)|有效期止(含当日)应已登记'],
  ['{ reading: R-1, is: any }', { reading: 'any' }, { reading: 'lead' },
    ['按口径“何为制定”:参与', '口径不是“何为制定”:参与', '口径不是“何为制定”:参与'],
    ['按口径“何为制定”:参与', '口径不是“何为制定”:参与', '口径不是“何为制定”:参与'],
    '口径应为“何为制定”:参与', '口径不应为“何为制定”:参与'],
];

describe.each(ROWS)('%s', (text, meets, fails, plain, negated, asks, contrary) => {
  const condition = conditionOf(text);
  const { 'applicant.kind': _, ...nothing } = factsOf({});
  const told = (asked: Condition): readonly string[] =>
    [known(meets), known(fails), nothing].map((facts) => describeCheck(check(asked, facts)));
  const asked = (of: Condition): string =>
    decisiveTests(check(of, known(meets)))
      .map(({ test, negated: isNegated }) => describeRequirement(test, isNegated))
      .join('|');

  test('is told of facts that meet it, of facts that do not, and of facts that nobody knows', () => {
    expect(told(condition)).toEqual(plain);
    expect(told({ kind: 'not', of: condition })).toEqual(negated);
  });

  test('says what it asks, and what its negation asks', () => {
    expect([asked(condition), asked({ kind: 'not', of: condition })]).toEqual([asks, contrary]);
  });
});
