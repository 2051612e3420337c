import { type Shape } from '@duixian/api-client';
import { useQuery } from '@tanstack/react-query';
import { Amount } from '../pieces/amount';
import { api, valueOf } from '../shell/api';

type Option = Shape<'OptionShape'>;

/** Every open reading of the law in force, read once for all that ask. */
export const useReadings = (enabled = true) =>
  useQuery({
    queryKey: ['readings'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/readings', { signal })),
    enabled,
  });

/**
 * What a person has to decide because the text is open: the question, who can settle it for all, and what each way out
 * comes to. Results and trials may name options of a text that is no longer in force: those keep their amounts.
 */
export function OpenPoints({ clause, options }: { clause: string; options: readonly Option[] }) {
  const { data } = useReadings(options.length > 0);
  if (options.length === 0) return null;
  const asked = new Map(
    options.map(({ reading }) => [reading, options.filter((each) => each.reading === reading)]),
  );
  return (
    <>
      {[...asked].map(([id, ways]) => {
        const point = data?.items.find(({ reading, clauses }) => reading === id && clauses.includes(clause));
        return (
          <div key={id}>
            <p>
              <strong>待决定:{point?.question ?? id}</strong>
              {point && (
                <span className="muted small">
                  ({point.article}
                  {point.decidedBy !== null && `,由${point.decidedBy}明确`})
                </span>
              )}
            </p>
            <ul className="reasons">
              {ways.map(({ key, meaning, amountFen }) => (
                <li key={key}>
                  {meaning}:<Amount fen={amountFen} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
