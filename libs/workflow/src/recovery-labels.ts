import {
  type RecoveryEntryAction,
  type RecoveryEntryKind,
  type RecoveryEntryState,
  type RecoveryState,
  type ReversalAction,
  type ReversalState,
} from './recovery';

export const RECOVERY_STATE_LABELS: Record<RecoveryState, string> = {
  proposed: '待复核',
  demanded: '追缴中',
  closed: '已了结',
  refused: '未同意',
  withdrawn: '已撤回',
};

export const RECOVERY_ENTRY_KIND_LABELS: Record<RecoveryEntryKind, string> = {
  repayment: '退缴',
  offset: '抵扣',
  write_off: '核销',
};

export const RECOVERY_ENTRY_STATE_LABELS: Record<RecoveryEntryState, string> = {
  proposed: '待办理',
  consented: '企业已同意,待复核',
  booked: '已入账',
  refused: '未同意',
  withdrawn: '已撤回',
  reversed: '被银行退回,已冲回',
};

export const RECOVERY_ENTRY_ACTION_LABELS: Record<RecoveryEntryAction, string> = {
  consent: '同意抵扣',
  decline: '不同意抵扣',
  book: '复核入账',
  refuse: '不同意',
  withdraw: '撤回',
  reverse: '冲回',
};

export const REVERSAL_STATE_LABELS: Record<ReversalState, string> = {
  proposed: '冲回待复核',
  confirmed: '已冲回',
  refused: '未同意冲回',
  withdrawn: '已撤回冲回',
};

export const REVERSAL_ACTION_LABELS: Record<ReversalAction, string> = {
  confirm: '同意冲回',
  refuse: '不同意冲回',
  withdraw: '撤回冲回',
};
