import { commands, usage } from '../commands/index.ts';
import { steerers } from '../commands/may.ts';
import type { CommandName } from '../commands/names.ts';
import { currentOf } from '../model/organization.ts';
import { dayOf } from '../model/time.ts';
import { type Block, heading, line, text, typed } from '../texts/doc.ts';
import type { Look, View } from './index.ts';

const everyone: ReadonlySet<CommandName> = new Set(commands.map(({ name }) => name));
/** The commands that somebody may use somewhere. Where, and on what, is asked when they act. */
const usable = async ({ reads, now, reader }: Look): Promise<ReadonlySet<CommandName>> => {
  if (reader === undefined) return everyone;
  const { zone } = await reads.body();
  const memberships = currentOf(await reads.memberships.of(reader), dayOf(now, zone));
  const steering = new Set(
    (await reads.organizations.all())
      .filter(({ classification }) => classification === 'steering-group')
      .map(({ id }) => id),
  );
  const may = (command: (typeof commands)[number]): boolean => {
    const where = memberships.filter(
      ({ organization, roles }) =>
        command.may !== steerers || steering.has(organization) || roles.includes('coordinator'),
    );
    return command.may === 'anyone' || where.some(({ roles }) => roles.some((role) => command.may.includes(role)));
  };
  return new Set(commands.filter(may).map(({ name }) => name));
};

/** Grouped by what one wants to do, without what the reader may do nowhere; one command alone with all ways to say it. */
export const help: View<'help'> = async ({ command: about }, look) => {
  const { words } = look;
  const wanted = about?.toLowerCase();
  const one =
    wanted === undefined
      ? undefined
      : commands
          .flatMap((command) => [...command.words, command.name].map((said) => ({ command, said })))
          .filter(({ said }) => said === wanted || wanted.startsWith(`${said} `))
          .toSorted((a, b) => b.said.length - a.said.length)[0]?.command;
  if (one !== undefined) {
    const { does, example, takes } = usage(one, words.language);
    // the words that the example begins with are those of the reader's language
    const own =
      one.words.filter((each) => example.startsWith(each)).toSorted((a, b) => b.length - a.length)[0] ?? one.words[0];
    const argument = takes
      .map(({ said, optional, key }) => (key ? `[${said}: …]` : optional ? `[${said}]` : `<${said}>`))
      .join(' ');
    return {
      label: 'public',
      say: [
        text(line`${typed(own)} ${does}.`),
        {
          is: 'fields',
          fields: [
            { label: words.help.how, words: [typed(`${own} ${argument}`.trim())] },
            { label: words.help.example, words: [typed(example)] },
            { label: words.help.also, words: [one.words.filter((each) => each !== own).join(', ') || '–'] },
          ],
        },
      ],
    };
  }
  const everything = wanted === 'alles' || wanted === 'all';
  const mine = everything ? everyone : await usable(look);
  const groups = (Object.entries(words.help.groups) as [string, readonly CommandName[]][])
    .map(([title, names]) => [title, names.filter((name) => mine.has(name))] as const)
    .filter(([, names]) => names.length > 0);
  return {
    label: 'public',
    say: [
      text(wanted === undefined || everything ? words.help.intro : words.help.unknown(wanted)),
      ...groups.flatMap(([title, names]): readonly Block[] => [
        heading(title),
        {
          is: 'list',
          items: names.map((name) => line`${typed(words.command[name].example)} – ${words.command[name].does}`),
        },
      ]),
      text(everything ? words.help.details : words.help.more),
    ],
  };
};
/** Alone with us nobody is met with silence. */
export const hint: View<'hint'> = async (_, { words }) => ({ label: 'public', say: [text(words.help.hint)] });
