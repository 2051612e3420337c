import { type PaperAnswer } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class DecisionPaperPath {
  @Given.id('Case.')
  id!: string;

  @Given.id('Paper that holds a decision.')
  paperId!: string;
}

export class PaperFileQuery {
  @Given.text('Name of the file.', { from: 1, to: 200 })
  fileName!: string;
}

export class PaperAnswerShape implements PaperAnswer {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('SHA-256 of the content.')
  contentHash!: string;
}
