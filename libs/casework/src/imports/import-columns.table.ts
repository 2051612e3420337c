import type { ImportKind } from '@duixian/workflow';

/** A column of a file: what it is called in the template, what else it may be called, what stands in it. */
export interface ImportColumn {
  readonly key: string;
  readonly name: string;
  /** As authorities head it; compared without white space and with brackets of either width. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly hint: string;
  readonly example: string;
}

const column = (
  key: string,
  name: string,
  required: boolean,
  hint: string,
  example: string,
  aliases: readonly string[] = [],
): ImportColumn => ({ key, name, aliases, required, hint, example });

const CREDIT_CODE = column('creditCode', '统一社会信用代码', true, '18 位,文本格式', '91410402MA0DX00170', [
  '社会信用代码',
  '信用代码',
  '统一代码',
  '统一信用代码',
]);
const NAMES = ['名称', '单位名称', '公司名称', '企业', '企业全称', '主体名称'];
const REGISTERED_NAME = column(
  'registeredName',
  '企业名称',
  true,
  '与登记名称一致',
  '示例精密机械有限公司',
  NAMES,
);
const OPTIONAL_NAME = { ...REGISTERED_NAME, required: false };
const COUNTY = column('county', '区县', false, '区县名称或六位区划代码;系统中没有该企业时必填', '新华区', [
  '县区',
  '县(市、区)',
  '县(市区)',
  '所属区县',
  '所在区县',
  '所属县区',
  '属地',
  '区划代码',
]);
const DOCUMENT_NUMBER = column(
  'documentNumber',
  '文号',
  false,
  '不填则为本次导入的文号',
  '豫工信企业〔2022〕1号',
  ['文件号', '认定文号', '文件文号', '依据文号'],
);
const VALID_FROM = column('validFrom', '有效期起', false, '年-月-日', '2022-03-01', [
  '起始日期',
  '有效期开始',
  '所属期起',
]);
const VALID_TO = column('validTo', '有效期止', false, '年-月-日,含当日', '2025-02-28', [
  '截止日期',
  '有效期至',
  '有效期截止',
  '所属期止',
]);

// prettier-ignore
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  title_list: [
    CREDIT_CODE,
    REGISTERED_NAME,
    COUNTY,
    column('title', '称号', true, '称号名称或代码', '省级专精特新中小企业', ['认定称号', '称号名称', '称号代码', '认定类别', '认定类型']),
    column('level', '级别', false, '国家级、省级或市级;称号本身能看出时可不填', '省级', ['认定级别', '认定层级', '层级']),
    column('grantedOn', '认定日期', true, '年-月-日', '2022-03-01', ['认定时间', '公布日期', '发文日期']),
    VALID_FROM,
    VALID_TO,
    column('acquisition', '取得方式', false, '新认定、复核或重新认定', '新认定', ['认定方式']),
    column('firstEver', '是否首次', false, '是或否', '是', ['首次获得', '是否首次认定', '是否首次获得']),
    column('grantedCity', '认定时所在市', false, '认定时企业注册地所在的市', '平顶山', ['认定时所在城市', '认定城市']),
    DOCUMENT_NUMBER,
    column('subjectId', '主体标识', false, '称号属于产品、装备或商标时填写其名称或编号', '', ['产品名称', '产品', '装备名称', '商标']),
  ],
  earlier_payments: [
    CREDIT_CODE,
    OPTIONAL_NAME,
    COUNTY,
    column('clauseId', '条款编号', true, '政策条款的编号', 'PDS-A2-4-3-1', ['条款', '政策条款', '条款代码']),
    column('subject', '事项', false, '奖补所针对的事项;台账没有写明时留空', '', ['兑付事项', '主体标识']),
    column('amount', '金额(元)', true, '以元为单位,最多两位小数', '100000.00', ['金额', '兑付金额', '兑付金额(元)', '奖补金额', '奖补金额(元)']),
    column('paidOn', '兑付日期', true, '年-月-日', '2021-12-20', ['拨付日期', '支付日期', '到账日期']),
    DOCUMENT_NUMBER,
  ],
  registration: [
    CREDIT_CODE,
    REGISTERED_NAME,
    { ...COUNTY, required: true, hint: '区县名称或六位区划代码' },
    column('registeredOn', '成立日期', false, '年-月-日', '2015-06-01', ['注册日期', '登记日期', '成立时间']),
    column('status', '登记状态', false, '存续、注销、吊销或被合并;不填则不改变', '存续', ['企业状态', '经营状态', '主体状态']),
    column('statusSince', '状态日期', false, '年-月-日,注销、吊销或合并的日期', '', ['注销日期', '吊销日期', '合并日期']),
    column('successorCode', '承继企业信用代码', false, '被合并的,填写合并后企业的信用代码', '', ['合并后信用代码', '承继主体信用代码']),
    column('partyKind', '主体类型', false, '企业、个体工商户、机构;不填则按信用代码判断', '企业', ['类型', '企业类型', '市场主体类型']),
  ],
  facts: [
    CREDIT_CODE,
    OPTIONAL_NAME,
    COUNTY,
    column('fact', '数据项', false, '数据项名称或代码,与“数值”列成对使用;也可以每个数据项一列', '年主营业务收入', ['指标', '指标名称', '事实', '数据项代码']),
    column('value', '数值', false, '金额以元为单位;是或否;年-月-日', '62000000.00', ['值', '指标值', '数据']),
    VALID_FROM,
    VALID_TO,
    DOCUMENT_NUMBER,
  ],
  credit_records: [
    CREDIT_CODE,
    OPTIONAL_NAME,
    COUNTY,
    column('creditKind', '记录类型', true, '严重失信主体、失信被执行人、行政处罚或经营异常', '行政处罚', ['类型', '信用类型', '记录类别', '名单类型']),
    column('decisionNumber', '决定文书号', true, '处罚决定书、列入决定书或案号', '平市监处罚〔2022〕12号', ['决定书文号', '处罚决定书文号', '案号', '列入决定书文号', '文号']),
    column('authority', '决定机关', false, '作出决定的机关', '平顶山市市场监督管理局', ['处罚机关', '列入机关', '执行法院', '认定机关']),
    column('reason', '事由', false, '违法事实或列入原因', '', ['违法事实', '列入原因', '处罚事由', '处罚内容']),
    column('decidedOn', '决定日期', true, '年-月-日', '2022-03-01', ['处罚决定日期', '列入日期', '处罚日期', '立案日期']),
    column('validTo', '有效期止', false, '不再计入的前一日;已修复的填写修复日期,仍然有效的留空', '2025-02-28', ['截止日期', '移出日期', '修复日期', '公示截止期']),
  ],
  standards: [
    CREDIT_CODE,
    REGISTERED_NAME,
    COUNTY,
    column('standardNumber', '标准号', true, '标准公告上的编号', 'GB/T 40000-2022', ['标准编号', '标准代号']),
    column('standardKind', '标准类别', true, '国际标准、国家标准、行业标准、地方标准、军用标准或品字标团体标准', '国家标准', ['标准类型', '类别', '标准层级']),
    column('role', '制定角色', true, '主导制定或参与制定', '主导制定', ['角色', '参与方式', '起草角色']),
    column('publishedOn', '发布日期', true, '年-月-日', '2022-03-01', ['发布时间', '公布日期', '批准发布日期']),
    DOCUMENT_NUMBER,
  ],
};

/** Columns that our own list of rejected rows adds: a mended list can be imported as it is. */
export const PROBLEM_COLUMN = '问题与修改办法';
export const LINE_COLUMN = '原文件行号';

/** Columns that say nothing that is imported. */
export const PASSED_OVER: ReadonlySet<string> = new Set([
  PROBLEM_COLUMN,
  LINE_COLUMN,
  '序号',
  '编号',
  '备注',
  '说明',
]);
