import { Controller, Get, Query } from '@nestjs/common';
import { Book } from './book';
import { type Statement } from './statement';
import { StatementQueryDto } from './statement-query.dto';

@Controller('statements')
export class StatementsController {
  constructor(private readonly book: Book) {}

  @Get()
  issue(@Query() { account, date }: StatementQueryDto): Statement {
    return this.book.issueStatement(account, date);
  }
}
