import {
  IMPORT_KINDS,
  IMPORT_STATES,
  type ImportAction,
  type ImportKind,
  type ImportRowView,
  type ImportState,
  type ImportView,
  type TemplateColumn,
} from '@duixian/casework';
import { Shown } from '../edge/shown';
import { type Outcome, OUTCOMES } from './import-bodies';

class ImportCountsShape {
  @Shown.count('All rows.')
  rows!: number;

  @Shown.count('Rows that a commit applies: new, changed and outdated ones.')
  good!: number;

  @Shown.count('Nothing like it was known.')
  new!: number;

  @Shown.count('Says something else than what stands, by a later document: it will stand.')
  changed!: number;

  @Shown.count('Says something else than what stands, by an earlier document: kept, but it will not stand.')
  outdated!: number;

  @Shown.count('Says what stands already.')
  known!: number;

  @Shown.count('Cannot be taken as it is.')
  rejected!: number;
}

class ImportProgressShape {
  @Shown.count('Rows that were applied.')
  applied!: number;

  @Shown.count('All rows.')
  total!: number;
}

export class ImportShape implements ImportView {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;

  @Shown.oneOf(IMPORT_KINDS, 'What it holds.')
  kind!: ImportKind;

  @Shown.oneOf(IMPORT_STATES, 'Where it stands; nothing has an effect before it is committed.')
  state!: ImportState;

  @Shown.text('Region that imported it.')
  regionCode!: string;

  @Shown.text('Register or authority that it comes from.')
  source!: string;

  @Shown.text('Number of its document.')
  documentNumber!: string;

  @Shown.day('Day of its document.')
  documentDate!: string;

  @Shown.day('Everything up to and with this day is in it.', { nullable: true })
  completeTo!: string | null;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.oneOf(['xlsx', 'csv', 'json'], 'What the file is, by its content.')
  format!: string;

  @Shown.text('What its text is encoded in.')
  encoding!: string;

  @Shown.count('Its size.')
  byteSize!: number;

  @Shown.text('SHA-256 of its content.')
  contentHash!: string;

  @Shown.texts('Header of the file.')
  columns!: string[];

  @Shown.texts('What was passed over on purpose.')
  notes!: string[];

  @Shown.texts('What it speaks of; known completely to completeTo once committed, if no row was rejected.')
  registers!: string[];

  @Shown.one(() => ImportCountsShape, 'How many rows came to what.')
  counts!: ImportCountsShape;

  @Shown.one(() => ImportProgressShape, 'How far a commit has come.')
  progress!: ImportProgressShape;

  @Shown.moment('When it was read.')
  importedAt!: string;

  @Shown.text('Who imported it.')
  importedBy!: string;

  @Shown.moment('When an officer committed it.', { nullable: true })
  committedAt!: string | null;

  @Shown.moment('When it was discarded or undone.', { nullable: true })
  endedAt!: string | null;

  @Shown.text('Why it was undone.', { nullable: true })
  endReason!: string | null;

  @Shown.texts('What you may do with it now.')
  allowedActions!: ImportAction[];
}

class RowProblemShape {
  @Shown.text('Column; null where the whole row is meant.', { nullable: true })
  column!: string | null;

  @Shown.text('What is wrong.')
  message!: string;

  @Shown.text('How to mend it.')
  fix!: string;
}

export class ImportRowShape implements ImportRowView {
  @Shown.count('Position among the rows that hold anything.')
  position!: number;

  @Shown.count('Line in the file.')
  line!: number;

  @Shown.oneOf(OUTCOMES, 'What it comes to.')
  outcome!: Outcome;

  @Shown.text('Code of its enterprise.', { nullable: true })
  creditCode!: string | null;

  @Shown.texts('Its cells in the order of the columns.')
  cells!: string[];

  @Shown.data('What was understood.', { nullable: true })
  record!: Record<string, unknown> | null;

  @Shown.data('What another document says, and which one.', { nullable: true })
  was!: Record<string, unknown> | null;

  @Shown.text('County in which an enterprise is made that was not known.', { nullable: true })
  newEnterpriseIn!: string | null;

  @Shown.many(() => RowProblemShape, 'What is wrong with it.')
  problems!: RowProblemShape[];
}

class ImportColumnShape implements TemplateColumn {
  @Shown.text('What the records of an import call it.')
  key!: string;

  @Shown.text('Heading.')
  name!: string;

  @Shown.flag('A file without it is refused.')
  required!: boolean;

  @Shown.text('What stands in it.')
  hint!: string;

  @Shown.text('An example.')
  example!: string;

  @Shown.texts('Other headings that are understood.')
  aliases!: string[];
}

export class ImportColumnsShape {
  @Shown.many(() => ImportColumnShape, 'In the order of the template.')
  items!: ImportColumnShape[];
}
