/** What came from outside, looked into: nothing of it is trusted to be there. */
export const fieldIn = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined,
    value,
  );
export const textIn = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = fieldIn(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
};
export const listIn = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = fieldIn(value, ...path);
  return Array.isArray(found) ? found : [];
};
