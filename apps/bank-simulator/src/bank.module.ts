import { type DynamicModule, Module } from '@nestjs/common';
import { Book } from './book';
import { HealthController } from './health.controller';
import { PaymentsController } from './payments.controller';
import { Simulation } from './simulation';
import { SimulationController } from './simulation.controller';
import { StatementsController } from './statements.controller';

@Module({})
export class BankModule {
  /** The HTTP face of one book. */
  static over(book: Book): DynamicModule {
    return {
      module: BankModule,
      controllers: [PaymentsController, StatementsController, SimulationController, HealthController],
      providers: [
        { provide: Book, useValue: book },
        { provide: Simulation, useValue: new Simulation() },
      ],
    };
  }
}
