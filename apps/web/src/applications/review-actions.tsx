import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { type Case } from './case-query';
import { DRASTIC, FORWARD, labelOf, type ReviewVerb, VERBS } from './review-verbs';

const ReviewDialog = lazy(async () => ({ default: (await import('./review-dialog')).ReviewDialog }));

/** What the reviewer whose turn it is may do now; nothing for everybody else. */
export function ReviewActions({ one }: { one: Case }) {
  const [verb, setVerb] = useState<ReviewVerb | null>(null);
  const allowed = VERBS.filter((each) => one.allowedActions.includes(each));
  return (
    <>
      {allowed.map((each) => (
        <Button
          key={each}
          type={FORWARD.includes(each) ? 'primary' : 'default'}
          danger={DRASTIC.includes(each)}
          onClick={() => setVerb(each)}
        >
          {labelOf(each, one)}
        </Button>
      ))}
      {verb && (
        <Suspense fallback={null}>
          <ReviewDialog one={one} verb={verb} close={() => setVerb(null)} />
        </Suspense>
      )}
    </>
  );
}
