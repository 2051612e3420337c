import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxProcessor } from './consumers/outbox.processor';
import { Ground } from './ground';
import { connectQueue, QUEUE_NAME } from './queue/queue-connection';
import { OutboxRelay } from './relay/outbox-relay';
import { NoticeClosing } from './schedule/notice-closing';
import { DueInstalments } from './schedule/due-instalments';
import { NightlySweep } from './schedule/nightly-sweep';
import { ClockReminders } from './schedule/clock-reminders';
import { OfferExpiry } from './schedule/offer-expiry';
import { FileCleaning } from './schedule/file-cleaning';
import { Pruning } from './schedule/pruning';
import { TrailSealing } from './schedule/trail-sealing';
import type { WorkerSettings } from './settings';

@Module({})
export class WorkerModule {
  static over(ground: Ground, settings: WorkerSettings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        BullModule.forRootAsync({ useFactory: () => connectQueue(settings) }),
        BullModule.registerQueue({ name: QUEUE_NAME }),
      ],
      providers: [
        { provide: Ground, useValue: ground },
        OutboxRelay,
        OutboxProcessor,
        NoticeClosing,
        NightlySweep,
        OfferExpiry,
        ClockReminders,
        DueInstalments,
        TrailSealing,
        Pruning,
        FileCleaning,
      ],
    };
  }
}
