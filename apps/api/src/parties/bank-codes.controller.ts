import { Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { type Database, importBankCodes, lookUpBankCodes, type PersonActor } from '@duixian/casework';
import { CurrentPerson, IdempotencyKey } from '../edge/caller';
import { Answers, Creates, Declares } from '../edge/declares';
import { BASE, DATABASE, type HttpRequest } from '../edge/http';
import { RequestRefused } from '../edge/problem';
import { readAs } from '../edge/read-as';
import { type UploadConfig } from '../edge/server';
import { withUpload } from '../imports/upload';
import { BankCodeFieldsBody, BankCodesQuery, BankCodesShape, BankCodeTableShape } from './accounts.shapes';

const TAKES_A_FILE: UploadConfig = { takesFile: true };

@ApiTags('parties')
@Controller(`${BASE}/bank-codes`)
export class BankCodesController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('bankCode.list', {
    summary: 'Look a branch up by words of its name or the beginning of its code.',
  })
  @Answers(BankCodesShape)
  lookUp(@CurrentPerson() actor: PersonActor, @Query() { query }: BankCodesQuery) {
    return lookUpBankCodes(this.db, actor, query ?? '');
  }

  @Post()
  @RouteConfig(TAKES_A_FILE)
  @Declares('bankCode.import', {
    summary: 'Import an issue of the table of bank codes (XLSX or CSV): the whole of it or nothing.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'listedOn', 'source'],
      properties: {
        file: { type: 'string', format: 'binary' },
        listedOn: { type: 'string', format: 'date' },
        source: { type: 'string' },
      },
    },
  })
  @Creates(BankCodeTableShape, `/${BASE}/bank-codes`)
  receive(
    @CurrentPerson() actor: PersonActor,
    @IdempotencyKey() idempotencyKey: string,
    @Req() request: HttpRequest,
  ) {
    return withUpload(request, ({ fields, upload }) => {
      const { listedOn, source } = readAs(BankCodeFieldsBody, fields);
      if (!upload) {
        const errors = [{ field: 'file', message: '没有文件', fix: '请选择联行号表文件' }];
        throw new RequestRefused('validation-failed', '没有收到文件,请选择联行号表后再导入。', { errors });
      }
      return importBankCodes(this.db, { actor, idempotencyKey, upload, source, listedOn });
    });
  }
}
