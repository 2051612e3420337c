import { AUDIT_CONCLUSIONS, type AuditConclusion, type AuditOpinionView } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

export class AuditPath {
  @Given.id('Case.')
  id!: string;

  @Given.id('What an auditing firm said.')
  opinionId!: string;
}

class AuditFileShape {
  @Shown.text('Name of the file.')
  fileName!: string;

  @Shown.count('Size in bytes.')
  sizeBytes!: number;
}

export class AuditShape implements AuditOpinionView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Name of the firm.')
  firmName!: string;

  @Shown.text('Unified social credit code of the firm.')
  firmCode!: string;

  @Shown.text('Number of the report.')
  documentNumber!: string;

  @Shown.day('Day of the report.')
  issuedOn!: string;

  @Shown.oneOf(AUDIT_CONCLUSIONS, 'What the firm comes to.')
  conclusion!: AuditConclusion;

  @Shown.text('Its opinion in words.')
  opinion!: string;

  @Shown.one(() => AuditFileShape, 'Its paper.')
  file!: AuditFileShape;

  @Shown.moment('When it was recorded.')
  recordedAt!: string;

  @Shown.text('Who recorded it.')
  by!: string;

  @Shown.flag('Whether approvals rest on it.')
  inForce!: boolean;
}
