import { type Particular } from '../pieces/problem-note';

/** What is wrong with a policy text, and how to mend it, by the code of the problem. */
// prettier-ignore
const WORDS: Readonly<Record<string, readonly [what: string, how: string]>> = {
  'too-large':          ['文件太大', '拆成几个文件,每个不超过 1 MB'],
  'too-long':           ['这一行太长', '分成几行写'],
  'too-deep':           ['嵌套层数太多', '改成较平的写法'],
  'empty':              ['内容是空的', '写入文件内容,或从现行版本起草'],
  'yaml-syntax':        ['写法不符合 YAML 格式', '检查缩进、冒号后的空格、引号和括号是否成对'],
  'yaml-alias':         ['不能使用锚点(&)和别名(*)', '把内容原样写出来'],
  'yaml-tag':           ['不能使用标签(!)', '删除标签'],
  'yaml-duplicate-key': ['同一个键写了两次', '只留一个'],
  'not-a-mapping':      ['这里应当是“键: 值”', '每行写一个“键: 值”'],
  'not-a-list':         ['这里应当是列表,至少一项', '每行写一个“- 值”,或写成 [甲, 乙]'],
  'not-a-value':        ['这里应当是单个值', '写在一行里'],
  'not-text':           ['这里应当是文字', '加上引号'],
  'not-a-flag':         ['这里应当是 true 或 false', '写 true 或 false'],
  'not-a-number':       ['这里应当是数', '写数字,带小数的加引号'],
  'not-a-count':        ['这项数据不是计数', '换成计数的数据,或写整数'],
  'not-money':          ['这项数据不是以元计的金额', '换成金额数据'],
  'float':              ['不能写成小数', '加引号写成 "0.5",或写成 1/2、50%'],
  'negative':           ['不能小于零', '检查正负号'],
  'bad-key':            ['键不是文字', '给键加上引号'],
  'bad-id':             ['这不是合格的编号', '只用字母、数字、-、_ 和 .'],
  'bad-text':           ['文字太长或有换行', '写短一些,写在一行里'],
  'bad-amount':         ['这不是以元计的金额', '例如 50000 或 "50000.50"'],
  'bad-ratio':          ['这不是合格的比例', '例如 1/2、50%、2‰'],
  'bad-date':           ['没有这一天', '例如 2022-05-24'],
  'bad-fact':           ['用例中的数据有误', '对照数据目录核对名称和写法'],
  'empty-value':        ['这个键没有值', '补上值,或删除这一行'],
  'unknown-key':        ['这里不认识这个键', '核对键名,或删除这一行'],
  'missing-key':        ['缺少必需的键', '补上缺少的内容'],
  'unknown-word':       ['这里不能写这个词', '从可用的词中选择'],
  'unknown-value':      ['这项数据没有这个取值', '从可用的取值中选择'],
  'unknown-fact':       ['没有这项数据', '对照数据目录核对名称'],
  'unknown-list':       ['没有这个名单', '在 lists 中写明,或核对名称'],
  'unknown-reading':    ['没有这项口径', '在 readings 中写明,或核对编号'],
  'unknown-option':     ['这项口径没有这个选项', '从列出的选项中选择'],
  'unknown-funding':    ['没有这条资金分担规则', '在 funding 中写明,或核对名称'],
  'unknown-stacking':   ['没有这个从高不重复组', '在 stacking 中写明,或核对编号'],
  'unknown-clause':     ['没有这一条款', '核对条款编号'],
  'unknown-semantics':  ['不认识这个 semantics 版本', '写 semantics: 1'],
  'duplicate-clause':   ['条款编号重复', '给其中一条换个编号'],
  'other-document':     ['用例属于另一个文件', '把 cases 改成本文件的编号'],
  'no-citation':        ['没有写明出处', '写明条目,例如 附件2 四(三)'],
  'no-record':          ['这是一条记录里的字段,这里没有记录', '先用 subject 写明按什么记录核定'],
  'no-title':           ['这里需要按称号核定', '先写 subject: { title: [...] }'],
  'no-order':           ['这项数据不能比较大小', '改用 is 或 in'],
  'no-options':         ['口径没有可选项', '至少写两个选项'],
  'one-form':           ['只能有一种写法', '只留其中一种'],
  'one-test':           ['一个条件只能有一种比较', '只留一种,其余另写一条'],
  'type-mismatch':      ['写法和数据的类型不一致', '按数据的类型改写'],
  'options-differ':     ['选项和口径的选项对不上', '逐一写出口径的每个选项'],
  'reserved-word':      ['这个词有专门的含义,不能作选项', '换一个词'],
  'reading-twice':      ['口径已由系统执行,不能再写进条款', '删除 writtenInto'],
  'unused-reading':     ['没有条款用到这项口径', '在条款中使用,或写 writtenInto,或删除'],
  'asked-reading':      ['逐件决定的口径不能作条件', '给口径选定一个选项,或改写在 questions 下'],
  'shares-not-one':     ['各级分担之和不是 1', '例如 city: 1/2 和 county: 1/2'],
  'overlap':            ['有重叠', '让每种情形只落在一处'],
  'gap':                ['各档之间有空隙', '让各档首尾相接'],
  'empty-range':        ['范围里什么也没有', '下限不能高于上限,起日不能晚于止日'],
  'date-order':         ['发布日期早于成文日期', '核对 issuedOn 和 publishedOn'],
  'kind-treatment':     ['类别与办理方式不匹配', '换成允许的办理方式'],
  'award-treatment':    ['奖励写法与办理方式不匹配', '按办理方式改写 award'],
  'payable-relief':     ['减免事项不发放资金', '删除 payable,或改办理方式'],
  'decided-amount':     ['由人决定的金额写法有误', '写明 atLeast、atMost'],
  'open-trigger':       ['对一无所知的企业也会适用', '写明凭哪项数据才与企业有关'],
  'adds-to':            ['叠加关系有误', 'addsTo 写本文件中另一条发放资金的条款'],
  'deducts':            ['抵扣的写法有误', '抵扣的条款和组内条款都写 fixedYuan,抵扣的不在任何组,合计不超过组内最小的一项'],
  'governs':            ['只有管理规定才能写 governs', '删除 governs'],
  'circle':             ['条款之间循环引用', '断开其中一处'],
  'case-failed':        ['用例与条款算出的不一致', '对照政策原文,改正条款或用例'],
};

export interface LawProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** The names that a message puts in quotes or that look like names of the document. */
function namesIn(message: string): string[] {
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
  const plain = [...message.matchAll(/[A-Za-z][\w-]*(?:[._][\w[\].-]+)+|[A-Z]{1,8}-[\w-]+/g)].map(
    ([name]) => name,
  );
  return [...new Set([...quoted, ...plain])].slice(0, 3);
}

/** A way to mend it that names something of the text. */
function hintOf(fix: string): string | null {
  const near = /^did you mean (.+)\?$/.exec(fix)?.[1];
  if (near !== undefined) return `应为 ${near}`;
  const among = /^one of: (.+)$/.exec(fix)?.[1];
  if (among !== undefined) return `可写:${among}`;
  const missing = /^add (\S+): …$/.exec(fix)?.[1];
  if (missing !== undefined) return `补上 ${missing}:`;
  const example = /^(?:write|e\.g\.) ([\x21-\x7e‰〔〕]+)$/.exec(fix)?.[1];
  return example === undefined ? null : `例如 ${example}`;
}

/** A problem of a policy text in Chinese: what is wrong, and how to mend it. Null: not a problem of a policy text. */
export function lawProblemInWords({ code, message, fix }: LawProblem): { what: string; how: string } | null {
  const words = WORDS[code];
  if (!words) return null;
  const names = namesIn(message);
  return {
    what: names.length === 0 ? words[0] : `${words[0]}:${names.join('、')}`,
    how: hintOf(fix) ?? words[1],
  };
}

/** Which half of a policy text is meant. */
const FILES: Readonly<Record<string, string>> = { document: '条款', cases: '用例' };

/** A refusal's particular about a policy text as one line: where, what, how. */
export function sayLawProblem({ file = '', line, code = '', message = '', fix = '' }: Particular): string {
  const words = lawProblemInWords({ code, message, fix }) ?? { what: message, how: fix };
  const where = `${FILES[file] ?? ''}${line === undefined || line === null ? '' : `第 ${line} 行`}`;
  return [where, words.what, words.how].filter(Boolean).join(' · ');
}
