import {
  POLICY_STATES,
  type OriginalView,
  type PolicyAnswer,
  type PolicyCheck,
  type PolicyDifference,
  type PolicyTextView,
  type PolicyTrialView,
  type TrialRunView,
  type PolicyView,
} from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class DiffQuery {
  @Given.id('Version to compare with; absent: the one in force.', { optional: true })
  against?: string;
}

export class PolicyAnswerShape implements PolicyAnswer {
  @Shown.id('Id of this version.')
  id!: string;

  @Shown.text('Id of the document.')
  documentId!: string;

  @Shown.count('Version of the document.')
  version!: number;

  @Shown.oneOf(POLICY_STATES, 'State it is in now.')
  status!: PolicyAnswer['status'];

  @Shown.count('Send it along with a change.')
  revision!: number;
}

export class OriginalShape implements OriginalView {
  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.text('Media type, told by content.')
  mediaType!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;

  @Shown.text('SHA-256 of the file.')
  contentHash!: string;

  @Shown.moment('When it was attached.')
  attachedAt!: string;
}

export class AttachOriginalQuery {
  @Given.text('Name of the file, as it is shown.', { from: 1, to: 200 })
  fileName!: string;
}

class ValidationShape {
  @Shown.count('Clauses.')
  clauses!: number;

  @Shown.count('Cases that came out as they say.')
  cases!: number;

  @Shown.moment('When.')
  validatedAt!: string;
}

export class PolicyShape implements PolicyView {
  @Shown.id('Id of this version.')
  id!: string;

  @Shown.text('Id of the document, the same in all versions.')
  documentId!: string;

  @Shown.count('Version of the document.')
  version!: number;

  @Shown.count('Send it along with a change.')
  revision!: number;

  @Shown.text('文号.')
  number!: string;

  @Shown.text('Title.')
  title!: string;

  @Shown.text('City or province whose document it is.')
  regionCode!: string;

  @Shown.text('Its name.')
  region!: string;

  @Shown.oneOf(POLICY_STATES, 'State of the version.')
  status!: PolicyView['status'];

  @Shown.flag('Whether it is the one that holds today.')
  inForce!: boolean;

  @Shown.day('First day on which it is in force, once it is published.')
  effectiveFrom!: string;

  @Shown.day('Last day, where another published version follows.', { nullable: true })
  effectiveTo!: string | null;

  @Shown.moment('When it was published here.', { nullable: true })
  publishedAt!: string | null;

  @Shown.text('SHA-256 of its text.')
  contentHash!: string;

  @Shown.texts('Its clauses.')
  clauseIds!: string[];

  @Shown.one(() => OriginalShape, 'The text as it was issued, where it is attached.', { nullable: true })
  original!: OriginalShape | null;

  @Shown.one(() => ValidationShape, 'What validation found; null before.', { nullable: true })
  validation!: ValidationShape | null;

  @Shown.flag('Whether this very text was tried on real data.')
  tried!: boolean;

  @Shown.flag('Whether whoever asks wrote at it, and so must not approve it.')
  ownWork!: boolean;

  @Shown.texts('What whoever asks may do with it now.')
  allowedActions!: PolicyView['allowedActions'];
}

class PolicyTrialShape implements PolicyTrialView {
  @Shown.id('Version that was in force; null: none.', { nullable: true })
  againstId!: string | null;

  @Shown.day('Day it was tried for.')
  evaluatedOn!: string;

  @Shown.moment('When.')
  triedAt!: string;

  @Shown.data(
    'Applicants and money before and after: in all, per county with its levels, per clause. In fen.',
  )
  outcome!: Record<string, unknown>;
}

class TrialRunShape implements TrialRunView {
  @Shown.moment('When it was asked for.')
  askedAt!: string;

  @Shown.count('Parties determined so far.')
  done!: number;

  @Shown.count('Parties in the reach of the document; null until they were counted.', { nullable: true })
  total!: number | null;
}

export class PolicyTextShape extends PolicyShape implements PolicyTextView {
  @Shown.text('The document as data (YAML).')
  content!: string;

  @Shown.text('Its case table (YAML).')
  cases!: string;

  @Shown.one(() => PolicyTrialShape, 'What it would change; for those who see drafts.', { nullable: true })
  trial!: PolicyTrialShape | null;

  @Shown.one(() => TrialRunShape, 'The trial under way; null: none, or not for whoever asks.', {
    nullable: true,
  })
  trialRun!: TrialRunShape | null;
}

class ProblemShape {
  @Shown.text('document or cases.')
  file!: string;

  @Shown.count('Line, from 1.')
  line!: number;

  @Shown.count('Column, from 1.')
  column!: number;

  @Shown.text('Stable code.')
  code!: string;

  @Shown.text('What is wrong.')
  message!: string;

  @Shown.text('What to write instead.')
  fix!: string;
}

class CaseOutcomeShape {
  @Shown.text('Case.')
  case!: string;

  @Shown.count('Line of the case table, from 1.')
  line!: number;

  @Shown.text('Clause.')
  clause!: string;

  @Shown.text('What for, where the row names it.', { nullable: true })
  subject!: string | null;

  @Shown.flag('Whether it came out as the row says.')
  passed!: boolean;

  @Shown.text('What the row expects, in Chinese; null: the clause should not show up.', { nullable: true })
  expected!: string | null;

  @Shown.text('What came out, in Chinese; null: the clause did not show up.', { nullable: true })
  actual!: string | null;
}

export class PolicyCheckShape implements PolicyCheck {
  @Shown.many(() => ProblemShape, 'Everything that is wrong, by line.')
  problems!: ProblemShape[];

  @Shown.count('Clauses that were read.')
  clauses!: number;

  @Shown.count('Cases that were read.')
  cases!: number;

  @Shown.many(() => CaseOutcomeShape, 'What the cases expect and what came out, where they were run.')
  outcomes!: CaseOutcomeShape[];
}

class ChangeShape {
  @Shown.oneOf(['clause', 'amount', 'condition', 'date', 'funding', 'reading', 'other'], 'What kind.')
  kind!: PolicyDifference['changes'][number]['kind'];

  @Shown.text('Clause; null: the whole document.', { nullable: true })
  clause!: string | null;

  @Shown.text('Article.', { nullable: true })
  article!: string | null;

  @Shown.text('What changed, in Chinese.')
  what!: string;

  @Shown.text('Before; null: it is new.', { nullable: true })
  before!: string | null;

  @Shown.text('After; null: it is gone.', { nullable: true })
  after!: string | null;

  @Shown.text('As one sentence, in Chinese.')
  text!: string;
}

export class PolicyDifferenceShape implements PolicyDifference {
  @Shown.id('This version.')
  policyId!: string;

  @Shown.id('The one it is compared with; null: none was in force.', { nullable: true })
  againstId!: string | null;

  @Shown.many(() => ChangeShape, 'In what they differ.')
  changes!: ChangeShape[];
}
