import { type Shape } from '@duixian/api-client';
import { Panel } from '../pieces/page-frame';
import { useReadings } from './open-points';

type Clause = Shape<'ClauseDetailShape'>;

/** What the text leaves open, how it is read where nobody chose, and how each place reads it now. */
export function ClauseReadings({ clause: { readings, document } }: { clause: Clause }) {
  const query = useReadings(readings.length > 0);
  if (readings.length === 0) return null;
  return (
    <Panel title="涉及的口径">
      <p className="muted small">文件没有写明、需要统一理解的问题。各地另有口径的,以当地口径为准。</p>
      <ul className="reasons">
        {readings.map(({ reading, article, question, followed, fixed }) => {
          const found = query.data?.items.find(
            (each) => each.documentId === document.id && each.reading === reading,
          );
          return (
            <li key={reading}>
              {question}:<strong>{followed ?? '逐件由审核人员决定'}</strong>
              <span className="muted small">
                ({reading},{article}
                {fixed ? ',已写入条款' : ''}
                {found?.decidedBy ? `,由${found.decidedBy}明确` : ''})
              </span>
              {found && found.options.length > 1 && (
                <div className="muted small">
                  可有的理解:{found.options.map(({ meaning }) => meaning).join(';')}
                </div>
              )}
              {found?.choices
                .filter(({ inForce }) => inForce)
                .map(({ id, region, option, decidedBy, documentNumber, validFrom }) => (
                  <div key={id}>
                    {region}口径:
                    <strong>
                      {found.options.find(({ key }) => key === option)?.meaning ?? '逐件由审核人员决定'}
                    </strong>
                    <span className="muted small">
                      ({decidedBy} {documentNumber},自 {validFrom} 起)
                    </span>
                  </div>
                ))}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
