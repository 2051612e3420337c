import { Controller, Get } from '@nestjs/common';
import { Book } from './book';

@Controller('health')
export class HealthController {
  constructor(private readonly book: Book) {}

  @Get()
  read(): { status: 'ok'; entryCount: number } {
    return { status: 'ok', entryCount: this.book.entryCount };
  }
}
