import { PAYMENT_CHANNELS, type PaymentChannel } from '@duixian/casework';
import { Given } from '../edge/given';
import { Shown } from '../edge/shown';

const CODE = [/^[0-9]{6}$/, '请填写 6 位区划代码'] as const;
const NAME = { from: 1, to: 60 };

export class RegionPath {
  @Given.matching('Region code.', ...CODE)
  code!: string;
}

export class AddRegionBody {
  @Given.matching('Code of GB/T 2260, or of the statistical division for a functional area.', ...CODE)
  code!: string;

  @Given.text('Name.', NAME)
  name!: string;

  @Given.text('What policy facts call it; no other region has it, and it never changes.', NAME)
  factName!: string;

  @Given.matching('The city or province that it lies in.', ...CODE)
  parentCode!: string;

  @Given.oneOf('Statutory, or a functional area.', ['statutory', 'functional'])
  kind!: 'statutory' | 'functional';

  @Given.day('First day.')
  validFrom!: string;

  @Given.text('Finance office of the place.', NAME)
  financeOfficeName!: string;
}

export class EditRegionBody {
  @Given.text('Name.', NAME)
  name!: string;

  @Given.text('Finance office of the place; empty where none is named.', { from: 0, to: 60 })
  financeOfficeName!: string;

  @Given.day('Last day; absent while it goes on.', { optional: true })
  validTo?: string;

  @Given.oneOf(
    'Only as its treasury pays already; another way is proposed under /regions/{code}/channel-proposals.',
    PAYMENT_CHANNELS,
    { optional: true },
  )
  paymentChannel?: PaymentChannel;
}

export class ProposeChannelBody {
  @Given.oneOf('How its treasury is to pay.', PAYMENT_CHANNELS)
  toChannel!: PaymentChannel;

  @Given.text('Why.', { from: 1, to: 500 })
  reason!: string;
}

export class ProposedChannelShape {
  @Shown.id('Id of the proposal.')
  id!: string;
}

export class RegionAnswerShape {
  @Shown.text('Region code.')
  code!: string;
}
