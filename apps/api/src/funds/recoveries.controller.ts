import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  decideRecovery,
  decideRecoveryEntry,
  decideReversal,
  listRecoveries,
  type PersonActor,
  proposeRecovery,
  proposeReversal,
  readRecovery,
  RECOVERY_ENTRY_OPERATIONS,
  recordRecoveryEntry,
  REVERSAL_OPERATIONS,
} from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { refuseUnlessSomewhere } from '../edge/session.guard';
import {
  ActOnRecoveryBody,
  ActOnRecoveryEntryBody,
  EntryPath,
  ProposeRecoveryBody,
  RecordRecoveryEntryBody,
  RecoveriesQuery,
  RecoveryAnswerShape,
  RecoveryDetailShape,
  RecoveryEntryAnswerShape,
  RecoveryShape,
} from './recovery.shapes';
import { ActOnReversalBody, ProposeReversalBody, ReversalAnswerShape, ReversalPath } from './reversal.shapes';

@ApiTags('funds')
@Controller(`${BASE}/recoveries`)
export class RecoveriesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('recovery.list', { summary: 'Demands to pay back (追回), newest first.' })
  @AnswersPageOf(RecoveryShape, { totals: true })
  list(@CurrentPerson() actor: PersonActor, @Query() { cursor, limit, ...filter }: RecoveriesQuery) {
    const page = pageOf({ limit, ...withoutAbsent({ cursor }) });
    return listRecoveries(this.db, actor, withoutAbsent(filter), page);
  }

  @Get(':id')
  @Declares('recovery.read', { summary: 'One demand with what became of it.' })
  @Answers(RecoveryDetailShape)
  read(@CurrentPerson() actor: PersonActor, @Param() { id }: IdPath) {
    return readRecovery(this.db, actor, id);
  }

  @Post()
  @Declares('recovery.propose', {
    summary: 'Propose that a payment is demanded back, in whole or in part; a checker confirms.',
  })
  @Creates(RecoveryAnswerShape, `/${BASE}/recoveries`)
  propose(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { subject, ...body }: ProposeRecoveryBody,
  ) {
    return proposeRecovery(this.db, { actor, idempotencyKey, ...body, ...withoutAbsent({ subject }) });
  }

  @Post(':id/actions')
  @Declares(['recovery.confirm', 'recovery.refuse', 'recovery.withdraw'], {
    summary: 'Confirm or refuse a proposed demand, or withdraw one’s own.',
    operationId: 'recovery.act',
  })
  @Answers(RecoveryAnswerShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { action, version, note }: ActOnRecoveryBody,
  ) {
    refuseUnlessSomewhere(actor, [`recovery.${action}`]);
    const command = { actor, idempotencyKey, recoveryId: id, action, version };
    return decideRecovery(this.db, { ...command, ...withoutAbsent({ note }) });
  }

  @Post(':id/entries')
  @Declares('recovery.record', {
    summary: 'Propose that a part was repaid, is to be set off, or is given up.',
  })
  @Creates(RecoveryEntryAnswerShape, `/${BASE}/recoveries`)
  record(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() { kind, version, note, ...more }: RecordRecoveryEntryBody,
  ) {
    const command = { actor, idempotencyKey, recoveryId: id, kind, version, note };
    return recordRecoveryEntry(this.db, { ...command, ...withoutAbsent(more) });
  }

  @Post(':id/entries/:entryId/actions')
  @Declares(Object.values(RECOVERY_ENTRY_OPERATIONS), {
    summary: 'Consent to an offset or decline it; book or refuse what was proposed; withdraw one’s own.',
    operationId: 'recovery.actOnEntry',
  })
  @Answers(RecoveryEntryAnswerShape)
  actOnEntry(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, entryId }: EntryPath,
    @Body() { action, version, note }: ActOnRecoveryEntryBody,
  ) {
    refuseUnlessSomewhere(actor, [RECOVERY_ENTRY_OPERATIONS[action]]);
    const command = { actor, idempotencyKey, recoveryId: id, entryId, action, version };
    return decideRecoveryEntry(this.db, { ...command, ...withoutAbsent({ note }) });
  }

  @Post(':id/entries/:entryId/reversals')
  @Declares('recovery.proposeReversal', {
    summary: 'Propose that a booked repayment is undone, because the bank took it back.',
  })
  @Creates(ReversalAnswerShape, `/${BASE}/recoveries`)
  reverse(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, entryId }: EntryPath,
    @Body() body: ProposeReversalBody,
  ) {
    return proposeReversal(this.db, { actor, idempotencyKey, recoveryId: id, entryId, ...body });
  }

  @Post(':id/reversals/:reversalId/actions')
  @Declares(Object.values(REVERSAL_OPERATIONS), {
    summary: 'Confirm or refuse that a repayment is undone, or withdraw one’s own proposal.',
    operationId: 'recovery.actOnReversal',
  })
  @Answers(ReversalAnswerShape)
  actOnReversal(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id, reversalId }: ReversalPath,
    @Body() { action, version, note }: ActOnReversalBody,
  ) {
    refuseUnlessSomewhere(actor, [REVERSAL_OPERATIONS[action]]);
    const command = { actor, idempotencyKey, recoveryId: id, reversalId, action, version };
    return decideReversal(this.db, { ...command, ...withoutAbsent({ note }) });
  }
}
