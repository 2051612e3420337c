import { Intention } from '@duixian/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

export interface Command<Input, Answer> {
  /** Does it; what becomes of it is in `error` and `busy`, and `onDone` is told of the answer. */
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  readonly error: unknown;
  readonly answer: Answer | undefined;
  /** Again with the same input and, if nobody knows what became of it, under the same key. */
  readonly again: (() => void) | undefined;
  readonly forget: () => void;
}

/**
 * A change that a person wants. Each intention has one Idempotency-Key, kept while its outcome is unknown. Afterwards
 * everything on the screen is read anew: a change of a case shows in its lists and balances as well.
 */
export function useCommand<Input, Answer>(
  carryOut: (key: string, input: Input) => Promise<Answer>,
  onDone?: (answer: Answer, input: Input) => void,
): Command<Input, Answer> {
  const queryClient = useQueryClient();
  const intention = useRef<Intention | null>(null);
  intention.current ??= new Intention();
  const { mutate, isPending, error, data, variables, reset } = useMutation<Answer, unknown, Input>({
    mutationFn: (input) => {
      if (intention.current === null) throw new Error('no intention');
      return intention.current.carryOut(input, carryOut);
    },
    onSuccess: async (answer, input) => {
      onDone?.(answer, input);
      await queryClient.invalidateQueries();
    },
  });
  return {
    run: (input) => mutate(input),
    busy: isPending,
    error,
    answer: data,
    again: variables === undefined ? undefined : () => mutate(variables),
    forget: reset,
  };
}
