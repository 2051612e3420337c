import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  type Database,
  type DocumentKind,
  issueDocument,
  type PersonActor,
  verifyDocument,
} from '@duixian/casework';
import { type ApiSettings, SETTINGS } from '../api-settings';
import { CurrentPerson } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { sendFile } from '../edge/file-body';
import { BASE, DATABASE, type HttpReply, type HttpRequest } from '../edge/http';
import { IdPath, withoutAbsent } from '../edge/page';
import { CodePath, DocumentVerificationShape, PaperQuery, StatementPaperQuery } from './documents.shapes';

const A_FILE = {
  status: 200,
  description: 'The paper.',
  schema: { type: 'string', format: 'binary' },
} as const;

@ApiTags('documents')
@Controller(BASE)
export class DocumentsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('batches/:id/payment-list')
  @Declares('document.batchList', {
    summary: 'The list of a batch to be signed, as PDF or XLSX, with its code.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  batchList(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() query: PaperQuery,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.issue(actor, 'batch-list', id, query, request, reply);
  }

  @Get('payments/:id/voucher')
  @Declares('document.voucher', { summary: 'The voucher of a payment for the treasury, as PDF or XLSX.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  voucher(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() query: PaperQuery,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.issue(actor, 'voucher', id, query, request, reply);
  }

  @Get('payments/:id/receipt')
  @Declares('document.receipt', {
    summary: 'The receipt of a settled payment for who was paid, as PDF or XLSX.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  receipt(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() query: PaperQuery,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.issue(actor, 'receipt', id, query, request, reply);
  }

  @Get('recoveries/:id/paper')
  @Declares('document.demand', {
    summary: 'The notice of a demand to pay back for whom it is about, as PDF or XLSX, with its code.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  demand(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() query: PaperQuery,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.issue(actor, 'demand', id, query, request, reply);
  }

  @Get('parties/:id/statement/paper')
  @Declares('document.statement', {
    summary: 'The yearly statement of an enterprise as PDF or XLSX, with its code.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse(A_FILE)
  statement(
    @CurrentPerson() actor: PersonActor,
    @Param() { id }: IdPath,
    @Query() query: StatementPaperQuery,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return this.issue(actor, 'statement', id, query, request, reply);
  }

  @Get('verifications/:code')
  @Declares('document.verify', { summary: 'Whether a paper is genuine and still holds; no login.' })
  @Answers(DocumentVerificationShape)
  verify(@Param() { code }: CodePath) {
    return verifyDocument(this.db, code);
  }

  private async issue(
    actor: PersonActor,
    kind: DocumentKind,
    id: string,
    { format = 'pdf', year }: StatementPaperQuery,
    request: HttpRequest,
    reply: HttpReply,
  ): Promise<unknown> {
    const [host = ''] = [request.headers['host']].flat();
    const origin = this.settings.publicUrl ?? `${request.protocol}://${host}`;
    const about = { actor, kind, id, ...withoutAbsent({ year }) };
    const issued = await issueDocument(this.db, { ...about, format, address: `${origin}/verify/` });
    if (!issued.ok) return issued;
    const { fileName, contentType, content } = issued.value;
    return sendFile(reply, {
      ...{ fileName, mediaType: contentType, sizeBytes: content.length },
      content: Readable.from(content),
    });
  }
}
