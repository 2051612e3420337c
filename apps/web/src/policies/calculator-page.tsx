import { Form, Select } from 'antd';
import { useMemo, useState } from 'react';
import { claimsOf, FactField, type Typed } from '../facts/fact-field';
import { useVocabulary } from '../facts/vocabulary';
import { useCalculation } from '../applications/needed-facts';
import { PageFrame, Panel } from '../pieces/page-frame';
import { Read } from '../pieces/read';
import { placeOf } from './jurisdiction';
import { LadderPanel } from './ladder-panel';
import { ResultCard } from './result-card';
import { TitlesField, type TitleRecord } from './titles-field';

type Facts = Readonly<Record<string, unknown>>;

/** Asked of everybody; more is added by whoever wants to know more. */
const FIRST = [
  'applicant.kind',
  'applicant.size',
  'applicant.sectors',
  'scale.first_entry',
  'revenue.main_business_yuan',
];
const SHOWN = [
  'determined',
  'needs-decision',
  'needs-evidence',
  'already-paid',
  'superseded',
  'refused',
  'not-eligible',
];

/** What the law says about any enterprise that one describes: why, why not, what is missing. Nothing is stored. */
export default function CalculatorPage() {
  const { definitionOf } = useVocabulary();
  const [city, setCity] = useState('');
  const [claims, setClaims] = useState<Facts>({});
  const [titles, setTitles] = useState<readonly TitleRecord[]>([]);
  const [more, setMore] = useState<readonly string[]>([]);
  const places = useCalculation(NOBODY);
  const cities = useMemo(
    () => [
      ...new Set((places.data?.results ?? []).flatMap((result) => placeOf(result)['applicant.city'] ?? [])),
    ],
    [places.data],
  );
  const facts = useMemo(() => {
    const place = city === '' ? {} : { 'applicant.city': city, 'applicant.province': PROVINCES[city] ?? '' };
    const held = titles.filter(({ code }) => code !== '').map((title) => ({ ...title, granted_city: city }));
    return { ...claims, ...place, titles: held };
  }, [city, claims, titles]);
  const names = [...FIRST, ...more.filter((name) => !FIRST.includes(name))];
  return (
    <PageFrame title="政策计算器">
      <div className="columns columns-2">
        <Panel title="企业情况">
          <Form
            layout="vertical"
            onValuesChange={(_, typed: Record<string, Typed>) => setClaims(claimsOf(typed, definitionOf))}
          >
            <Form.Item label="所在市" htmlFor="city">
              <Select
                id="city"
                placeholder="请先选择"
                value={city === '' ? null : city}
                options={cities.map((value) => ({ value, label: `${value}市` }))}
                onChange={setCity}
              />
            </Form.Item>
            <TitlesField value={titles} onChange={setTitles} />
            <div className="field-grid">
              {names.map((name) => {
                const definition = definitionOf(name);
                return definition && <FactField key={name} definition={definition} />;
              })}
            </div>
          </Form>
          <More chosen={more} choose={setMore} />
        </Panel>
        <Panel title="试算结果">
          {city === '' ? <p className="muted">选择所在市后,按现行条款试算。</p> : <Results facts={facts} />}
        </Panel>
      </div>
    </PageFrame>
  );
}

const NOBODY: Facts = {};
/** The province above each city whose documents are in force. */
const PROVINCES: Readonly<Record<string, string>> = { 平顶山: '河南', 郑州: '河南', 嘉兴: '浙江' };
const isTypable = (name: string): boolean =>
  !/\[\]|^applicant\.(city|province)$|^application\.|^reading\./.test(name);

/** Facts that are not asked of everybody. */
function More({ chosen, choose }: { chosen: readonly string[]; choose: (names: readonly string[]) => void }) {
  const { all } = useVocabulary();
  return (
    <>
      <label htmlFor="more">补充其他数据</label>
      <Select
        id="more"
        className="wide"
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="查找要补充的数据,例如:研发投入"
        value={[...chosen]}
        options={all
          .filter(({ name }) => isTypable(name))
          .map(({ name, meaning }) => ({ value: name, label: meaning }))}
        onChange={choose}
      />
    </>
  );
}

function Results({ facts }: { facts: Facts }) {
  const query = useCalculation(facts);
  return (
    <Read query={query} rows={10}>
      {({ results, ladder }) => {
        const shown = results
          .filter(({ status }) => SHOWN.includes(status))
          .sort((a, b) => SHOWN.indexOf(a.status) - SHOWN.indexOf(b.status));
        return (
          <>
            <p className="muted" aria-live="polite">
              涉及 {shown.length} 条,其余 {results.length - shown.length} 条不涉及或还没有相关数据。
            </p>
            <LadderPanel ladder={ladder} />
            {shown.map((result) => (
              <ResultCard key={`${result.clause}/${result.subject ?? ''}`} result={result} />
            ))}
          </>
        );
      }}
    </Read>
  );
}
