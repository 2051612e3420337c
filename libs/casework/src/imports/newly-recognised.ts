import type { RowProblem, TitleRecordEntity } from '@duixian/persistence';

type Title = Pick<TitleRecordEntity, 'acquisition' | 'firstEver' | 'grantedOn'>;

/** Whether a record says that its title is recognised for the first time; of one enterprise, title and subject only one can. */
export const isNewlyRecognised = ({
  acquisition,
  firstEver,
}: Pick<Title, 'acquisition' | 'firstEver'>): boolean =>
  acquisition === 'new' || (acquisition === null && firstEver === true);

/**
 * A title that stands is not newly recognised on another day: one list tells the day of the document and another the day of its
 * publication, and both would be paid.
 */
export const newAgain = (where: string, grantedOn: string): RowProblem => ({
  column: '认定日期',
  message: `${where}已有该企业同一称号的新认定,认定日期为 ${grantedOn}`,
  fix: '同一次认定的,改为同一认定日期;复核、失效后重新认定的,填写“取得方式”;不同产品、项目的,填写“主体标识”;原认定日期有误的,先撤销原来的导入',
});
