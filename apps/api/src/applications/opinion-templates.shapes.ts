import {
  type KeptTemplate,
  OPINION_STAGES,
  OPINION_VERBS,
  type OpinionStage,
  type OpinionTemplateView,
  type OpinionVerb,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class EditOpinionTemplateBody {
  @Given.version()
  version!: number;

  @Given.oneOf('The verb whose words it gives.', OPINION_VERBS)
  verb!: OpinionVerb;

  @Given.oneOf('Only in this stage; absent: in every stage.', OPINION_STAGES, { optional: true })
  stage?: OpinionStage;

  @Given.text('By what it is chosen.', { from: 1, to: 60 })
  title!: string;

  @Given.text('The words, with placeholders in braces.', { from: 1, to: 1000 })
  body!: string;
}

export class AddOpinionTemplateBody {
  @Given.matching(
    'The city whose reviewers all use it; absent: your own.',
    /^\d{6}$/,
    '请填写 6 位区划代码',
    {
      optional: true,
    },
  )
  cityCode?: string;

  @Given.oneOf('The verb whose words it gives.', OPINION_VERBS)
  verb!: OpinionVerb;

  @Given.oneOf('Only in this stage; absent: in every stage.', OPINION_STAGES, { optional: true })
  stage?: OpinionStage;

  @Given.text('By what it is chosen.', { from: 1, to: 60 })
  title!: string;

  @Given.text('The words, with placeholders in braces.', { from: 1, to: 1000 })
  body!: string;
}

export class RetireOpinionTemplateBody {
  @Given.version()
  version!: number;
}

export class KeptTemplateShape implements KeptTemplate {
  @Shown.id('Id.')
  id!: string;

  @Shown.version()
  version!: number;
}

export class OpinionTemplateShape implements OpinionTemplateView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('The city whose reviewers all use it; null: your own.', { nullable: true })
  cityCode!: string | null;

  @Shown.oneOf(OPINION_VERBS, 'The verb whose words it gives.')
  verb!: OpinionVerb;

  @Shown.oneOf(OPINION_STAGES, 'Only in this stage; null: in every stage.', { nullable: true })
  stage!: OpinionStage | null;

  @Shown.text('By what it is chosen.')
  title!: string;

  @Shown.text('The words, with placeholders in braces.')
  body!: string;

  @Shown.version()
  version!: number;

  @Shown.moment('When it was changed last.')
  changedAt!: string;

  @Shown.flag('Whether you may change it.')
  mayKeep!: boolean;
}
