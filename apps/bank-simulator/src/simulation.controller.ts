import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  NotFoundException,
  Put,
} from '@nestjs/common';
import { Book, type LedgerContents, type ReturnRefusal } from './book';
import { type Return } from './ledger-entry';
import { type ArmedMode, Simulation } from './simulation';
import { SimulationDto } from './simulation.dto';

const DEFAULT_DELAY_MS = 1_000;
const DEFAULT_REMARK = '收款账号与户名不符';

/** What no real bank offers: arming its failures and reading its whole ledger. */
@Controller('simulation')
export class SimulationController {
  constructor(
    private readonly book: Book,
    private readonly simulation: Simulation,
  ) {}

  @Put()
  change(@Body() body: SimulationDto): ArmedMode | Return {
    const { mode, count, delayMs, returnReference, onDate, remark } = body;
    const about = { mode: mode !== undefined, return: returnReference !== undefined };
    if (about.mode === about.return) throw new BadRequestException('Give either mode or returnReference.');
    if (mode !== undefined) {
      if (onDate !== undefined || remark !== undefined)
        throw new BadRequestException('onDate and remark go with returnReference.');
      if (delayMs !== undefined && mode !== 'delay') {
        throw new BadRequestException('delayMs goes with mode "delay".');
      }
      return this.simulation.arm(mode, count ?? 1, delayMs ?? (mode === 'delay' ? DEFAULT_DELAY_MS : 0));
    }
    if (count !== undefined || delayMs !== undefined) {
      throw new BadRequestException('count and delayMs go with mode.');
    }
    return bookedOrRefused(this.book.giveBack(returnReference ?? '', onDate ?? '', remark ?? DEFAULT_REMARK));
  }

  @Get('ledger')
  ledger(): LedgerContents {
    return this.book.contents();
  }
}

function bookedOrRefused(result: Return | ReturnRefusal): Return {
  switch (result) {
    case 'no-such-payment':
      throw new NotFoundException('No payment with this reference was booked.');
    case 'already-returned':
      throw new ConflictException('This payment has come back already.');
    case 'before-payment':
      throw new ConflictException('A payment cannot come back before the day it was booked.');
    default:
      return result;
  }
}
