import { parseEnv } from 'node:util';
import type { SlackAccount } from '../../config.ts';
import { no, ok, type Result } from '../../core/model/result.ts';

const LINE = /^\s*(export\s+)?SLACK\s*=/;

/** The SLACK line of a file with this app in it, in place of the one of its name or behind the others. */
export const slackLine = (file: string, app: SlackAccount): Result<string, string> => {
  const apps = appsIn(parseEnv(file)['SLACK']);
  if (apps === undefined)
    return no('SLACK in .env is no list of apps. Please mend it or empty it, and run this once more.');
  const at = apps.findIndex(({ name }) => name === app.name);
  return ok(`SLACK=${JSON.stringify(at < 0 ? [...apps, app] : apps.with(at, app))}`);
};
const appsIn = (list: string | undefined): readonly { name?: unknown }[] | undefined => {
  if (list === undefined || list.trim() === '') return [];
  try {
    const apps: unknown = JSON.parse(list);
    return Array.isArray(apps) && apps.every((each) => typeof each === 'object' && each !== null) ? apps : undefined;
  } catch {
    return undefined;
  }
};

/** Everything else in the file stays as it is. */
export const withLine = (file: string, line: string): string => {
  const end = file.includes('\r\n') ? '\r\n' : '\n';
  const lines = file.split(end);
  const at = lines.findIndex((each) => LINE.test(each));
  if (at < 0) return `${file}${file === '' || file.endsWith(end) ? '' : end}${line}${end}`;
  return lines.flatMap((each, i) => (i === at ? line : LINE.test(each) ? [] : each)).join(end);
};
