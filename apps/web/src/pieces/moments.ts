/** Days and moments as people in China read them, whatever the machine's own zone is. */

const MOMENT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const part = (parts: Intl.DateTimeFormatPart[], type: string): string =>
  parts.find((each) => each.type === type)?.value ?? '';

/** "2026-03-05T01:02:03Z" → "2026-03-05 09:02". */
export function momentInWords(iso: string): string {
  const parts = MOMENT.formatToParts(new Date(iso));
  const [year, month, day] = [part(parts, 'year'), part(parts, 'month'), part(parts, 'day')];
  return `${year}-${month}-${day} ${part(parts, 'hour')}:${part(parts, 'minute')}`;
}

/** "2026-03-05" → "2026年3月5日". */
export function dayInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** The day in China of a moment: "2026-03-05". */
export const dayOfMoment = (iso: string): string => momentInWords(iso).slice(0, 10);
