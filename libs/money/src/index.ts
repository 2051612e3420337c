/** Money: integer fen, exact ratios and decimals, splits that add up, capital characters. Pure. */
export { type Fen, fen, ZERO_FEN, addFen, subtractFen, sumFen, compareFen } from './fen';
export {
  type Ratio,
  ratio,
  parseRatio,
  formatRatio,
  compareRatios,
  sumRatios,
  timesRatioDown,
} from './ratio';
export { splitFen, splitterOf } from './split';
export { parseYuan, formatYuan, formatYuanGrouped } from './yuan';
export { toChineseUppercase } from './chinese-uppercase';
export {
  type Decimal,
  parseDecimal,
  formatDecimal,
  compareDecimals,
  addDecimals,
  subtractDecimals,
  multiplyDecimals,
} from './decimal';
