import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class AttachQuery {
  @Given.matching('Key of the material in the call.', /^[a-z][a-z0-9_]{0,59}$/, '请使用申报通知所列的材料')
  key!: string;

  @Given.text('Name of the file as the applicant knows it.', { from: 1, to: 200 })
  fileName!: string;
}

export class MaterialPath {
  @Given.id('Case.')
  id!: string;

  @Given.id('Attached file.')
  materialId!: string;
}

export class NoteBody {
  @Given.text('The note.', { from: 1, to: 4000 })
  body!: string;
}

export class MaterialAnswerShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Key of the material.')
  key!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('Media type, told by content.')
  mediaType!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;

  @Shown.text('SHA-256 of the content.')
  contentHash!: string;
}

export class RemovedMaterialShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.flag('Always true.')
  removed!: true;
}

export class NoteAnswerShape {
  @Shown.id('Id.')
  id!: string;
}

class MaterialFileShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('Media type.')
  mediaType!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;

  @Shown.moment('When it was attached.')
  attachedAt!: string;
}

/** One material of the call with what the case has of it. */
export class CaseMaterialShape {
  @Shown.text('Key.')
  key!: string;

  @Shown.text('What it is.')
  title!: string;

  @Shown.flag('Without it the case cannot be submitted.')
  required!: boolean;

  @Shown.many(() => MaterialFileShape, 'Files attached for it.')
  files!: MaterialFileShape[];
}

export class CaseNoteShape {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Review stage that was open.', { nullable: true })
  stage!: string | null;

  @Shown.text('The note.')
  body!: string;

  @Shown.moment('When it was written.')
  writtenAt!: string;

  @Shown.text('Who wrote it: `user:<id>`.')
  by!: string;

  @Shown.text('Name of who wrote it.')
  byName!: string;
}
