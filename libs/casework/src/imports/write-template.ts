import { PassThrough } from 'node:stream';
import { TITLE_CODES } from '@duixian/policy';
import { writeXlsx } from '@duixian/spreadsheet';
import { IMPORT_KIND_LABELS, type ImportKind } from '@duixian/workflow';
import { IMPORT_COLUMNS } from './import-columns.table';
import { IMPORTABLE_FACTS } from './match-columns';
import { XLSX_TYPE, type WrittenFile } from './write-rejected';

/** The template of a kind of import: the columns with an example to be overwritten, and what goes into each. */
export function writeTemplate(kind: ImportKind): WrittenFile {
  const columns = IMPORT_COLUMNS[kind];
  const content = new PassThrough();
  writeXlsx(content, [
    {
      name: IMPORT_KIND_LABELS[kind],
      columns: columns.map(({ name }) => ({ name, width: Math.max(14, name.length * 2.4) })),
      rows: [],
    },
    {
      name: '填写说明',
      columns: [
        { name: '列名', width: 22 },
        { name: '必填', width: 8 },
        { name: '填写方法', width: 50 },
        { name: '示例', width: 28 },
        { name: '也可写作', width: 50 },
      ],
      rows: [
        ...columns.map((each) => [
          each.name,
          each.required ? '是' : '否',
          each.hint,
          each.example,
          each.aliases.join('、'),
        ]),
        ...wordsOf(kind),
      ],
    },
  ]).catch((error: Error) => content.destroy(error));
  return { fileName: `${IMPORT_KIND_LABELS[kind]}-导入模板.xlsx`, contentType: XLSX_TYPE, content };
}

/** The words that may be used in a column, below its explanation. */
function wordsOf(kind: ImportKind): string[][] {
  const empty = ['', '', '', '', ''];
  if (kind === 'title_list') {
    return [empty, ...Object.entries(TITLE_CODES).map(([code, name]) => ['称号', '', name, code, ''])];
  }
  if (kind !== 'facts') return [];
  return [
    empty,
    ...IMPORTABLE_FACTS.map(({ name, meaning, values, unit, source }) => {
      const possible = values
        ? Object.entries(values).map(([key, label]) => `${label}(${key})`)
        : [unit ?? ''];
      return ['数据项', '', `${meaning}(来源:${source})`, name, possible.join('、')];
    }),
  ];
}

/** A column as the page of imports explains it. */
export interface TemplateColumn {
  /** What the records of an import call it. */
  key: string;
  name: string;
  required: boolean;
  hint: string;
  example: string;
  /** Other headings that are understood as well. */
  aliases: string[];
}

/** What the template of a kind explains, to be read beside the upload. */
export const templateColumns = (kind: ImportKind): { items: TemplateColumn[] } => ({
  items: IMPORT_COLUMNS[kind].map(({ key, name, required, hint, example, aliases }) => ({
    key,
    name,
    required,
    hint,
    example,
    aliases: [...aliases],
  })),
});
