import { type PolicyText } from '@duixian/casework';
import { Given } from '../edge/given';

/** As large as the reader of documents takes. */
const TEXT = { from: 1, to: 1_000_000 };

abstract class WrittenBody {
  @Given.text('The document as data (YAML).', TEXT)
  text!: string;

  @Given.text('Its case table (YAML).', TEXT)
  cases!: string;
}

export class CheckPolicyBody extends WrittenBody {
  @Given.flag('False: only read both, do not run the cases. Absent: run them.', { optional: true })
  run?: boolean;
}

/** What an officer writes. */
export class DraftPolicyBody extends WrittenBody {
  @Given.day('First day on which it is to be in force.')
  effectiveFrom!: string;
}

abstract class RevisionBody {
  @Given.count('The revision that was read; 409 when it is not the current one.', {
    from: 1,
    to: 2_147_483_647,
  })
  revision!: number;
}

export class EditPolicyBody extends DraftPolicyBody {
  @Given.oneOf('Replace what it says; it is a draft again.', ['edit'])
  action!: string;

  @Given.count('The revision that was read; 409 when it is not the current one.', {
    from: 1,
    to: 2_147_483_647,
  })
  revision!: number;
}

export class ValidatePolicyBody extends RevisionBody {
  @Given.oneOf('Read it and run its cases.', ['validate'])
  action!: string;
}

export class TryPolicyBody extends RevisionBody {
  @Given.oneOf('Try it on the parties in the database; the outcome follows.', ['try'])
  action!: string;
}

export class ApprovePolicyBody extends RevisionBody {
  @Given.oneOf('Approve it as it stands; a different officer than those who wrote it.', ['approve'])
  action!: string;
}

export class PublishPolicyBody extends RevisionBody {
  @Given.oneOf('In force from its effective date on.', ['publish'])
  action!: string;
}

export class WithdrawPolicyBody extends RevisionBody {
  @Given.oneOf('It comes to nothing.', ['withdraw'])
  action!: string;

  @Given.text('Why.', { from: 1, to: 2000 })
  reason!: string;
}

/** A body as the use cases take it. */
export const writtenOf = ({ text, cases, effectiveFrom }: DraftPolicyBody): PolicyText => ({
  text: text.endsWith('\n') ? text : `${text}\n`,
  cases: cases.endsWith('\n') ? cases : `${cases}\n`,
  effectiveFrom,
});
