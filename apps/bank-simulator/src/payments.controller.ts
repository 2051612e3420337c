import { setTimeout as pause } from 'node:timers/promises';
import { type ServerResponse } from 'node:http';
import { Body, Controller, Get, NotFoundException, Param, Post, Res } from '@nestjs/common';
import { Book, type PaymentStatus } from './book';
import { PaymentDto } from './payment.dto';
import { Simulation } from './simulation';

/** The part of a Fastify reply that a misbehaving bank needs. */
interface RawReply {
  readonly raw: ServerResponse;
  hijack(): void;
  status(code: number): RawReply;
  type(contentType: string): RawReply;
  send(body: unknown): void;
}

@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly book: Book,
    private readonly simulation: Simulation,
  ) {}

  /** Books first (unless told to reject it or to lose it), then answers in the way that was armed. */
  @Post()
  async receive(@Body() instruction: PaymentDto, @Res() reply: RawReply): Promise<void> {
    const { mode, delayMs } = this.simulation.takeNext();
    const { reference } = instruction;
    if (mode === 'reject') {
      const { code, reason } = this.book.reject(instruction, 'AC04', '收款账户已销户');
      reply.status(200).send({ status: 'rejected', code, reason, reference });
      return;
    }
    if (mode === 'reject-later') {
      this.book.reject(instruction, 'AC06', '收款账户已冻结');
      reply.status(200).send({ status: 'accepted', bankSerial: `PENDING${reference.slice(-12)}`, reference });
      return;
    }
    if (mode === 'never-received') {
      dropConnection(reply);
      return;
    }
    const { bankSerial } = this.book.pay(
      mode === 'truncate-name'
        ? { ...instruction, payeeName: instruction.payeeName.slice(0, 4) }
        : instruction,
    );
    const accepted = { status: 'accepted', bankSerial, reference };
    switch (mode) {
      case 'not-found-then-show':
        this.simulation.hideOnce(reference);
        dropConnection(reply);
        return;
      case 'drop-answer':
        dropConnection(reply);
        return;
      case 'garbage':
        reply.status(200).type('application/json').send('{"status":"accepted","bankSer\u0000\u0000<html>502');
        return;
      case 'duplicate-answer':
        answerTwice(reply, accepted);
        return;
      case 'wrong-answer':
        reply.status(200).send({ ...accepted, reference: 'DXSOMEBODYELSES' });
        return;
      case 'delay':
        // Not a reason to keep the process alive: a bank that is told to stop stops.
        await pause(delayMs, undefined, { ref: false });
        break;
      case 'normal':
      case 'truncate-name':
        break;
    }
    reply.status(200).send(accepted);
  }

  @Get(':reference')
  query(@Param('reference') reference: string): PaymentStatus {
    const status = this.simulation.takeHidden(reference) ? null : this.book.statusOf(reference);
    if (!status) throw new NotFoundException({ status: 'not-found' });
    return status;
  }
}

/** The caller sees its connection die and knows nothing. */
function dropConnection(reply: RawReply): void {
  reply.hijack();
  reply.raw.destroy();
}

/** The same complete HTTP answer twice on one connection; a caller that reads one answer per request is unharmed. */
function answerTwice(reply: RawReply, body: unknown): void {
  const text = JSON.stringify(body);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
  reply.hijack();
  reply.raw.socket?.end(`${head}${text}${head}${text}`);
}
