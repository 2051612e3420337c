import { fen, formatYuanGrouped, toChineseUppercase } from '@duixian/money';
import { Segmented } from 'antd';
import { amountIn, useAmountUnit, type AmountUnit } from './amount-unit';

/** An amount of money: two decimals, digits of equal width, in the unit that the reader chose. */
export function Amount({ fen: amountFen, strong = false }: { fen: number; strong?: boolean }) {
  const [unit] = useAmountUnit();
  const text = amountIn(unit, amountFen);
  return (
    <span
      className={strong ? 'amount amount-strong' : 'amount'}
      title={`${formatYuanGrouped(fen(amountFen))} 元`}
    >
      {text}
      <span className="amount-unit"> {unit}</span>
    </span>
  );
}

/** An amount that a person is about to answer for: in digits and in the capital characters of vouchers. */
export function AmountInFull({ fen: amountFen }: { fen: number }) {
  return (
    <span>
      <strong className="amount">{formatYuanGrouped(fen(amountFen))} 元</strong>
      <span className="muted">(大写:{toChineseUppercase(fen(amountFen))})</span>
    </span>
  );
}

/** 元 or 万元, for every amount of the console; kept in this browser. */
export function AmountUnitSwitch() {
  const [unit, setUnit] = useAmountUnit();
  return (
    <Segmented<AmountUnit>
      aria-label="金额单位"
      size="small"
      options={['元', '万元']}
      value={unit}
      onChange={setUnit}
    />
  );
}
