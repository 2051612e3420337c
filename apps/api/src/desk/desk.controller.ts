import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Database,
  DESK_KEYS,
  type DeskItem,
  type DeskKey,
  type PersonActor,
  readDesk,
} from '@duixian/casework';
import { CurrentPerson } from '../edge/caller';
import { Answers, Declares } from '../edge/declares';
import { BASE, DATABASE } from '../edge/http';
import { Shown } from '../edge/shown';

class DeskItemShape implements DeskItem {
  @Shown.oneOf(DESK_KEYS, 'What waits.')
  key!: DeskKey;

  @Shown.count('How many.')
  count!: number;

  @Shown.fen('What they come to together; null where they have no amount.', { nullable: true })
  amountFen!: number | null;

  @Shown.text('Since when the oldest one waits: a moment, or of tasks a day; null when there is none.', {
    nullable: true,
  })
  since!: string | null;
}

class DeskShape {
  @Shown.many(() => DeskItemShape, 'Everything that is theirs to do or to watch, also what there is none of.')
  items!: DeskItem[];
}

@ApiTags('desk')
@Controller(`${BASE}/desk`)
export class DeskController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Get()
  @Declares('desk.read', { summary: 'What waits for you now, counted.' })
  @Answers(DeskShape)
  read(@CurrentPerson() actor: PersonActor) {
    return readDesk(this.db, actor);
  }
}
