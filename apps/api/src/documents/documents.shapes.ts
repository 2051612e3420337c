import {
  DOCUMENT_KINDS,
  type DocumentKind,
  type DocumentVerification,
  PAPER_FORMATS,
  type PaperFormat,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class PaperQuery {
  @Given.oneOf('As what it is written.', PAPER_FORMATS, { optional: true })
  format?: PaperFormat;
}

export class StatementPaperQuery extends PaperQuery {
  @Given.yearInQuery('Year; this one when absent.', { optional: true })
  year?: number;
}

export class CodePath {
  @Given.matching('Code on the paper.', /^[A-Z2-7]{26}$/, '请按印出的 26 位字母和数字填写')
  code!: string;
}

export class DocumentVerificationShape implements DocumentVerification {
  @Shown.oneOf(DOCUMENT_KINDS, 'What kind of paper it is.')
  kind!: DocumentKind;

  @Shown.text('Its title in Chinese.')
  title!: string;

  @Shown.text('Whom it is about, the middle of the name hidden.')
  maskedName!: string;

  @Shown.fen('Amount that it certifies; null once it no longer holds.', { nullable: true })
  amountFen!: number | null;

  @Shown.day('When it was issued.')
  issuedOn!: string;

  @Shown.text('Who pays.')
  region!: string;

  @Shown.flag('False: what it says is no longer so; a newer paper takes its place.')
  valid!: boolean;
}
