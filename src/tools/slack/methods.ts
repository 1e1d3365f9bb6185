/** Slack's method reference, as data: see generate.ts. */
import { readFileSync } from 'node:fs';

/** An argument's type that ends in a question mark: it may be missing. */
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
