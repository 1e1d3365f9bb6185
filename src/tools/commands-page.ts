/** Writes docs/befehle.md and docs/commands.md from the table of commands; with `--check` only says whether they are current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usages } from '../core/commands/index.ts';
import type { Language } from '../core/model/place.ts';
import { texts } from '../core/texts/index.ts';

const pages: readonly { language: Language; file: string; title: string; intro: string; also: string }[] = [
  {
    language: 'de',
    file: 'befehle.md',
    title: 'Befehle',
    intro:
      'Ein Befehl beginnt mit `/ak` oder `!ak`, je nach Plattform. Eckige Klammern heißen: kann man weglassen. In einem Raum ist dessen Gremium gemeint, im Faden einer Sitzung diese Sitzung.',
    also: 'Auch',
  },
  {
    language: 'en',
    file: 'commands.md',
    title: 'Commands',
    intro:
      'A command begins with `/ak` or `!ak`, depending on the platform. Square brackets mean: may be left out. In a room its organization is meant, in the thread of a meeting that meeting.',
    also: 'Also',
  },
];

const page = ({ language, title, intro, also }: (typeof pages)[number]): string => {
  const all = usages(language);
  const groups = Object.entries(texts[language].help.groups).map(([group, names]) => {
    const entries = names.flatMap((name) => {
      const found = all.find((usage) => usage.name === name);
      if (found === undefined) return [];
      const takes = found.takes
        .map(({ said, optional, key }) => (key ? `[${said}: …]` : optional ? `[${said}]` : `‹${said}›`))
        .join(' ');
      const [first = '', ...others] = found.words;
      return [
        `**${first}**${takes === '' ? '' : ` ${takes}`}  `,
        `${found.does}  `,
        `\`${found.example}\`  `,
        ...(others.length === 0 ? [] : [`${also}: ${others.join(', ')}`]),
        '',
      ];
    });
    return [`## ${group}`, '', ...entries].join('\n');
  });
  return `${[`# ${title}`, '', intro, '', ...groups].join('\n').trimEnd()}\n`;
};

const stale = pages.filter((each) => {
  const path = join(import.meta.dirname, '../../docs', each.file);
  const now = page(each);
  if (!process.argv.includes('--check')) writeFileSync(path, now);
  return readFileSync(path, 'utf8') !== now;
});
for (const { file } of stale) console.error(`docs/${file} is not what the commands are now: npm run docs`);
process.exitCode = stale.length === 0 ? 0 : 1;
