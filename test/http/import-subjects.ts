import { completeCreditCode } from '@duixian/casework';
import { type Caller } from './caller';
import { type Form, formOf } from './form';

let made = 0;

const ABOUT = {
  regionCode: '410400',
  source: '市工业和信息化局',
  documentNumber: '平工信〔2022〕8号',
  documentDate: '2022-04-01',
};

/** A list with one enterprise that no other list names. */
export function titleList(): Form {
  made += 1;
  const code = completeCreditCode(`91410402MA0H${String(made).padStart(4, '0')}`);
  const content = `统一社会信用代码,企业名称,区县,称号,级别,认定日期\n${code},示例表格${made}号有限公司,新华区,省级专精特新中小企业,省级,2022-03-01\n1,坏码有限公司,新华区,小巨人企业,,2022-03-01\n`;
  return formOf({ ...ABOUT, kind: 'title_list' }, { name: '认定名单.csv', content });
}

/** The same as records of an API call. */
export function titleRecords(): object {
  made += 1;
  const code = completeCreditCode(`91410402MA0H${String(made).padStart(4, '0')}`);
  const record = {
    统一社会信用代码: code,
    企业名称: `示例接口${made}号有限公司`,
    区县: '新华区',
    认定日期: '2022-03-01',
  };
  return {
    ...ABOUT,
    kind: 'title_list',
    records: [{ ...record, 称号: '省级专精特新中小企业', 级别: '省级' }],
  };
}

/** A ledger with one payment to 新华区's enterprise. */
export function ledger(): Form {
  made += 1;
  const code = completeCreditCode('91410402MA0DX001');
  const content = `统一社会信用代码,条款编号,金额(元),兑付日期\n${code},PDS-A2-4-3-1,${made}.00,2019-03-01\n`;
  return formOf({ ...ABOUT, kind: 'earlier_payments' }, { name: '台账.csv', content });
}

/** An import that somebody read, not yet committed. */
export async function previewed(
  by: Caller,
  form: Form = titleList(),
): Promise<{ id: string; version: number }> {
  const answer = await by.send('post', 'imports', form.body, form.headers);
  if (answer.status !== 201) throw new Error(`import: ${answer.status} ${answer.text}`);
  return answer.body as { id: string; version: number };
}
