/**
 * At least one box of a group is ticked. Not antd's `required`: it would say aria-required of a group, which has no such
 * attribute.
 */
export const atLeastOne = (message: string) => [
  {
    validator: (_: unknown, chosen: readonly unknown[] | undefined): Promise<void> =>
      (chosen ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error(message)),
  },
];
