import { readFileSync } from 'node:fs';

/** What Slack documents of each method: see generate.ts. A type that ends in a question mark: may be missing. */
export type Method = {
  args: Readonly<Record<string, string>>;
  errors: readonly string[];
  scopes: readonly string[];
  /** 0: special limits. */
  tier: number;
};
type Documented = { common: readonly string[]; methods: Readonly<Record<string, Method>> };

export const documented: Documented = JSON.parse(readFileSync(new URL('methods.json', import.meta.url), 'utf8'));

export const mayRefuse = (method: string, code: string): boolean =>
  documented.common.includes(code) || (documented.methods[method]?.errors.includes(code) ?? false);
