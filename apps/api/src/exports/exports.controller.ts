import { type Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  APPLICATION_STATES,
  type Database,
  EXPORTED_LIST_NAMES,
  type ExportedListName,
  type ExportFilter,
  exportList,
  PAYMENT_STATES,
  type PersonActor,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Declares } from '../edge/declares';
import { Given } from '../edge/given';
import { BASE, DATABASE, type HttpReply } from '../edge/http';
import { withoutAbsent } from '../edge/page';
import { RequestRefused } from '../edge/problem';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const REGION = /^\d{6}$/;
const REGION_FIX = 'write the six digits of a region code';
const STATES = [...new Set([...APPLICATION_STATES, ...PAYMENT_STATES])];

class ExportPath {
  @Given.oneOf('List.', EXPORTED_LIST_NAMES)
  list!: ExportedListName;
}

/** The filters of all lists; each list takes its own. */
class ExportQuery {
  @Given.oneOf('Only in this state.', STATES, { optional: true })
  state?: string;

  @Given.flagInQuery('Of tasks: true for what was done.')
  done = false;

  @Given.id('Only under this call.', { optional: true })
  callId?: string;

  @Given.matching('Only of this county.', REGION, REGION_FIX, { optional: true })
  countyCode?: string;

  @Given.matching('Only of this treasury.', REGION, REGION_FIX, { optional: true })
  regionCode?: string;

  @Given.text(
    'Part of the case number, of the name or of the credit code.',
    { from: 1, to: 60 },
    { optional: true },
  )
  search?: string;
}

@ApiTags('exports')
@Controller(`${BASE}/exports`)
export class ExportsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get(':list')
  @Declares(['application.list', 'task.list', 'payment.list', 'batch.list', 'award.list'], {
    summary: 'A whole list as a workbook (XLSX), with its filters.',
    operationId: 'list.export',
  })
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'XLSX.', schema: { type: 'string', format: 'binary' } })
  async workbook(
    @CurrentPerson() actor: PersonActor,
    @Param() { list }: ExportPath,
    @Query() query: ExportQuery,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const outcome = await exportList(this.db, actor, list, withoutAbsent({ ...query }) as ExportFilter);
    if (!outcome.ok) throw RequestRefused.from(outcome.refusal);
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(outcome.value.fileName)}`;
    reply.header('Content-Disposition', disposition);
    return new StreamableFile(outcome.value.content as Readable, { type: XLSX, disposition });
  }
}
