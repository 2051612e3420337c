import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listVocabulary } from '@duixian/casework';
import { AnswersPageOf, Declares } from '../edge/declares';
import { BASE } from '../edge/http';
import { wholeList } from '../edge/page';
import { Shown } from '../edge/shown';

class FactDefinitionShape {
  @Shown.text('Name, e.g. revenue.main_business_yuan.')
  name!: string;

  @Shown.text('boolean, text, date, decimal, integer, enum, set.')
  type!: string;

  @Shown.text('Unit: yuan, %, person …', { nullable: true })
  unit!: string | null;

  @Shown.text('In Chinese.')
  meaning!: string;

  @Shown.text('Who knows it.')
  source!: string;

  @Shown.data('Possible values with their words, where there are few.', { nullable: true })
  values!: Record<string, string> | null;
}

@ApiTags('facts')
@Controller(`${BASE}/facts`)
export class VocabularyController {
  @Get('vocabulary')
  @Declares('fact.vocabulary', { summary: 'Every fact that a clause may ask for.' })
  @AnswersPageOf(FactDefinitionShape)
  list() {
    return wholeList(listVocabulary());
  }
}
