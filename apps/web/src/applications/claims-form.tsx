import { Alert, Form } from 'antd';
import { useMemo, useState } from 'react';
import { claimsOf, FactField, type Typed, typedOf, uppercaseOf } from '../facts/fact-field';
import { useVocabulary } from '../facts/vocabulary';
import { Panel } from '../pieces/page-frame';
import { ResultCard } from '../policies/result-card';
import { neededFacts, useCalculation } from './needed-facts';

type Claims = Readonly<Record<string, unknown>>;

/**
 * What the applicant adds to what is known: only the facts that the clauses still ask for. What they would lead to is
 * shown at once; the decision is the reviewers'.
 */
export function ClaimsForm({
  clauseIds,
  known,
  claims,
  onChange,
  everything = false,
}: {
  clauseIds: readonly string[];
  /** What registers, reviewers and the call say: not to be typed again. */
  known: Claims;
  claims: Claims;
  onChange: (claims: Claims) => void;
  /** Ask also for what registers would say. */
  everything?: boolean;
}) {
  const { definitionOf } = useVocabulary();
  const [first] = useState(() =>
    Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, typedOf(value)])),
  );
  const facts = useMemo(() => ({ ...claims, ...known }), [claims, known]);
  const { data } = useCalculation(facts);
  const results = (data?.results ?? []).filter(({ clause }) => clauseIds.includes(clause));
  const names = [
    ...new Set([
      ...Object.keys(claims).filter((name) => !(name in known)),
      ...neededFacts(results, facts, everything),
    ]),
  ];
  const change = (_: unknown, all: Record<string, Typed>): void => onChange(claimsOf(all, definitionOf));
  return (
    <>
      <Panel title="需要填报的数据">
        {names.length === 0 && (
          <Alert
            type="success"
            showIcon
            title="不需要另外填报"
            description="平台已掌握这些条款所需的数据,可以直接提交。"
          />
        )}
        <Form layout="vertical" initialValues={first} onValuesChange={change}>
          <div className="field-grid">
            {names.map((name) => {
              const definition = definitionOf(name);
              if (definition === undefined) return null;
              const words = uppercaseOf(typedOf(claims[name]));
              return (
                <FactField
                  key={name}
                  definition={definition}
                  help={words ?? `数据来源:${definition.source}`}
                />
              );
            })}
          </div>
        </Form>
      </Panel>
      <Panel title="按现有数据试算">
        <p className="muted">试算结果供参考,以审核核定为准。</p>
        {results.map((result) => (
          <ResultCard key={`${result.clause}/${result.subject ?? ''}`} result={result} />
        ))}
      </Panel>
    </>
  );
}
