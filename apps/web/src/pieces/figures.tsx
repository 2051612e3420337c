import { type ReactNode } from 'react';
import { Link } from 'react-router';
import './figures.css';

/** A number that somebody looks at first. */
export interface Figure {
  readonly label: string;
  readonly value: ReactNode;
  /** Where what it counts is listed. */
  readonly to?: string | undefined;
}

export const countInWords = (count: number): string => count.toLocaleString('zh-CN');

/** Some numbers side by side, each with what it counts. */
export function Figures({ caption, figures }: { caption: string; figures: readonly Figure[] }) {
  return (
    <ul className="figures" aria-label={caption}>
      {figures.map(({ label, value, to }) => (
        <li key={label}>
          <strong>{value}</strong>
          {to === undefined ? <span className="muted">{label}</span> : <Link to={to}>{label}</Link>}
        </li>
      ))}
    </ul>
  );
}

/** How far something is. Without a total nobody knows yet how much there is. */
export function ProgressLine({
  label,
  done,
  total,
  children,
}: {
  label: string;
  done: number;
  total: number | null;
  children?: ReactNode;
}) {
  return (
    <div className="progress-line">
      <progress aria-label={label} {...(total === null || total === 0 ? {} : { value: done, max: total })} />
      <span role="status">{children}</span>
    </div>
  );
}

/** Whole percent, never 100 before the end. */
export const percentOf = (done: number, total: number): number =>
  total === 0 ? 100 : done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
