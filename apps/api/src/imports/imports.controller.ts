import { type Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Database,
  listImports,
  type PersonActor,
  readImport,
  readRowsOfImport,
  receiveImport,
  tableOfRecords,
  tableOfUpload,
  templateColumns,
  type WrittenFile,
  writeRejectedRows,
  writeTemplate,
} from '@duixian/casework';
import { BodyByAction, rowByAction } from '../edge/by-action';
import { CurrentActor, CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, AnswersPageOf, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath, pageOf, withoutAbsent } from '../edge/page';
import { RequestRefused } from '../edge/problem';
import { readAs } from '../edge/read-as';
import { type UploadConfig } from '../edge/server';
import {
  aboutOf,
  ImportFieldsBody,
  ImportRecordsBody,
  ImportRowsQuery,
  ImportsQuery,
  KindPath,
} from './import-bodies';
import { IMPORT_VERBS } from './import-verbs';
import { ImportColumnsShape, ImportRowShape, ImportShape } from './import.shapes';
import { withUpload } from './upload';

const TAKES_A_FILE: UploadConfig = { takesFile: true };
const A_FILE = { status: 200, description: 'A file.', schema: { type: 'string', format: 'binary' } } as const;
const WRITES = ['import.registers', 'import.earlierPayments'] as const;

@ApiTags('imports')
@Controller(`${BASE}/imports`)
export class ImportsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('import.list', { summary: 'Imports in reach, newest first.' })
  @AnswersPageOf(ImportShape, { totals: true })
  list(@CurrentActor() actor: Actor, @Query() query: ImportsQuery) {
    const { kind, state, regionCode } = query;
    return listImports(this.db, actor, withoutAbsent({ kind, state, regionCode }), pageOf(query));
  }

  /** The file is read to its end before anything is answered, and nothing of it has an effect. */
  @Post()
  @RouteConfig(TAKES_A_FILE)
  @Declares(WRITES, {
    summary: 'Read a file (XLSX or CSV, at most 50 MB) and show what it would come to.',
    operationId: 'import.receive',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'kind', 'regionCode', 'source', 'documentNumber', 'documentDate'],
      properties: {
        file: { type: 'string', format: 'binary' },
        ...Object.fromEntries(
          ['kind', 'regionCode', 'source', 'documentNumber', 'documentDate', 'completeTo'].map((name) => [
            name,
            { type: 'string' },
          ]),
        ),
      },
    },
  })
  @Creates(ImportShape, `/${BASE}/imports/{id}`)
  receive(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Req() request: HttpRequest,
  ) {
    return withUpload(request, ({ fields, upload }) => {
      const about = aboutOf(readAs(ImportFieldsBody, fields));
      if (!upload) {
        const errors = [{ field: 'file', message: '没有文件', fix: '请选择要导入的文件' }];
        throw new RequestRefused('validation-failed', '这些项不符合要求:file。', { errors });
      }
      return receiveImport(this.db, {
        actor,
        idempotencyKey,
        about,
        table: tableOfUpload(about.kind, upload),
      });
    });
  }

  @Post('records')
  @Declares(WRITES, {
    summary: 'The same for rows that come as JSON, at most 1,000 at a time.',
    operationId: 'import.receiveRecords',
  })
  @Creates(ImportShape, `/${BASE}/imports/{id}`)
  receiveRecords(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: ImportRecordsBody,
  ) {
    const table = tableOfRecords(body.records);
    return receiveImport(this.db, { actor, idempotencyKey, about: aboutOf(body), table });
  }

  @Get('templates/:kind')
  @Declares('import.template', { summary: 'The template of a kind of import (XLSX).' })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  template(@Param() { kind }: KindPath, @Res({ passthrough: true }) reply: HttpReply): StreamableFile {
    return sent(writeTemplate(kind), reply);
  }

  @Get('templates/:kind/columns')
  @Declares('import.columns', { summary: 'The columns of a kind of import, explained.' })
  @Answers(ImportColumnsShape)
  columns(@Param() { kind }: KindPath) {
    return templateColumns(kind);
  }

  @Get(':id')
  @Declares('import.read', { summary: 'One import: state, progress, counts.' })
  @Answers(ImportShape)
  read(@CurrentActor() actor: Actor, @Param() { id }: IdPath) {
    return readImport(this.db, actor, id);
  }

  @Get(':id/rows')
  @Declares('import.rows', { summary: 'Rows of an import in the order of the file.' })
  @AnswersPageOf(ImportRowShape)
  rows(@CurrentActor() actor: Actor, @Param() { id }: IdPath, @Query() query: ImportRowsQuery) {
    const { outcome, cursor, limit } = query;
    const asked = { after: Number(cursor ?? 0), limit, ...withoutAbsent({ outcome }) };
    return readRowsOfImport(this.db, actor, id, asked);
  }

  @Get(':id/rejected')
  @Declares('import.rejected', {
    summary:
      'The rejected rows as a file, with what is wrong and how to mend it; mended, it can be imported as it is.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  async rejected(
    @CurrentActor() actor: Actor,
    @Param() { id }: IdPath,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<StreamableFile> {
    const outcome = await writeRejectedRows(this.db, actor, id);
    if (!outcome.ok) throw RequestRefused.from(outcome.refusal);
    return sent(outcome.value, reply);
  }

  @Post(':id/actions')
  @Declares(WRITES, { summary: 'Act on an import: commit, discard, undo.', operationId: 'import.act' })
  @BodyByAction(IMPORT_VERBS)
  @Answers(ImportShape)
  act(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Param() { id }: IdPath,
    @Body() given: unknown,
  ) {
    return rowByAction(IMPORT_VERBS, given).run(this.db, { actor, idempotencyKey, importId: id }, given);
  }
}

function sent({ fileName, contentType, content }: WrittenFile, reply: HttpReply): StreamableFile {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  reply.header('Content-Disposition', disposition);
  return new StreamableFile(content as Readable, { type: contentType, disposition });
}
