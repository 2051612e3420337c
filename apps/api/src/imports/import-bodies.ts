import {
  type ImportAbout,
  IMPORT_KINDS,
  IMPORT_STATES,
  type ImportKind,
  type ImportState,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { PageQuery } from '../edge/page';

export const MOST_RECORDS = 1_000;

export const OUTCOMES = ['new', 'changed', 'outdated', 'known', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What comes beside the file in the form. */
export class ImportFieldsBody {
  @Given.oneOf('What the file holds.', IMPORT_KINDS)
  kind!: ImportKind;

  @Given.matching('City or province that imports.', /^\d{6}$/, '请填写 6 位区划代码')
  regionCode!: string;

  @Given.text('Register or authority that it comes from.', { from: 1, to: 100 })
  source!: string;

  @Given.text('Number of the document that it belongs to.', { from: 1, to: 100 })
  documentNumber!: string;

  @Given.day('Day of that document; of two statements the later document’s counts.')
  documentDate!: string;

  @Given.day('Everything up to and with this day is in it: what is absent then does not exist.', {
    optional: true,
  })
  completeTo?: string;
}

/** Rows over the API instead of a file: the same columns, by the template's names or their keys. */
export class ImportRecordsBody extends ImportFieldsBody {
  @Given.records(
    'Rows; each an object of columns, by the names of the template: {"统一社会信用代码": "…"}.',
    MOST_RECORDS,
  )
  records!: Record<string, unknown>[];
}

export const aboutOf = ({
  kind,
  regionCode,
  source,
  documentNumber,
  documentDate,
  completeTo,
}: ImportFieldsBody): ImportAbout => ({
  ...{ kind, regionCode, source, documentNumber, documentDate },
  completeTo: completeTo ?? null,
});

export class CommitImportBody {
  @Given.oneOf('Apply the good rows; the rejected ones stay out.', ['commit'])
  action!: string;

  @Given.version()
  version!: number;
}

export class DiscardImportBody {
  @Given.oneOf('Apply nothing of it.', ['discard'])
  action!: string;

  @Given.version()
  version!: number;
}

export class UndoImportBody {
  @Given.oneOf('Take back everything that it brought.', ['undo'])
  action!: string;

  @Given.version()
  version!: number;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class ImportsQuery extends PageQuery {
  @Given.oneOf('Only of this kind.', IMPORT_KINDS, { optional: true })
  kind?: ImportKind;

  @Given.oneOf('Only in this state.', IMPORT_STATES, { optional: true })
  state?: ImportState;

  @Given.matching('Only of this region.', /^\d{6}$/, '请填写 6 位区划代码', { optional: true })
  regionCode?: string;
}

export class ImportRowsQuery {
  @Given.oneOf('Only rows that came to this.', OUTCOMES, { optional: true })
  outcome?: Outcome;

  @Given.matching(
    'nextCursor of the page before; absent for the first one.',
    /^\d{1,8}$/,
    '请按系统给出的内容填写',
    {
      optional: true,
    },
  )
  cursor?: string;

  @Given.limit()
  limit = 50;
}

export class KindPath {
  @Given.oneOf('Kind of import.', IMPORT_KINDS)
  kind!: ImportKind;
}
