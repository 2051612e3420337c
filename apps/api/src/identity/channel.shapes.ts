import {
  ACCESS_DECISIONS,
  ACCESS_STATES,
  type AccessDecision,
  type AccessState,
  type ChannelProposalView,
  type DecidedChannel,
  PAYMENT_CHANNELS,
  type PaymentChannel,
} from '@duixian/casework';
import { Shown } from '../edge/shown';

export class ChannelProposalShape implements ChannelProposalView {
  @Shown.id('Id.')
  id!: string;

  @Shown.text('Region whose treasury it is about.')
  regionCode!: string;

  @Shown.oneOf(PAYMENT_CHANNELS, 'How it paid when this was proposed.')
  fromChannel!: PaymentChannel;

  @Shown.oneOf(PAYMENT_CHANNELS, 'How it is to pay.')
  toChannel!: PaymentChannel;

  @Shown.text('Why.')
  reason!: string;

  @Shown.text('Name of the administrator who proposed it.')
  proposedBy!: string;

  @Shown.flag('You proposed it.')
  proposedByYou!: boolean;

  @Shown.moment('When it was proposed.')
  proposedAt!: string;

  @Shown.words(ACCESS_DECISIONS, 'What you may do with it now.')
  allowedActions!: AccessDecision[];
}

export class DecidedChannelShape implements DecidedChannel {
  @Shown.id('Id.')
  id!: string;

  @Shown.oneOf(ACCESS_STATES, 'Where it stands.')
  state!: AccessState;
}
