import { commands, usage } from '../commands/index.ts';
import type { CommandName } from '../commands/names.ts';
import { type Block, heading, line, text } from '../texts/doc.ts';
import type { View } from './index.ts';

/** Grouped by what one wants to do; one command alone with all ways to say it. */
export const help: View<'help'> = async ({ command: about }, { words }) => {
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
        text(line`${{ strong: own }} ${does}.`),
        {
          is: 'fields',
          fields: [
            { label: words.help.how, words: [`${own} ${argument}`.trim()] },
            { label: words.help.example, words: [example] },
            { label: words.help.also, words: [one.words.filter((each) => each !== own).join(', ') || '–'] },
          ],
        },
      ],
    };
  }
  const groups = Object.entries(words.help.groups) as [string, readonly CommandName[]][];
  return {
    label: 'public',
    say: [
      text(words.help.intro),
      ...groups.flatMap(([title, names]): readonly Block[] => [
        heading(title),
        {
          is: 'list',
          items: names.map((name) => line`${{ strong: words.command[name].example }} – ${words.command[name].does}`),
        },
      ]),
    ],
  };
};
/** Alone with us nobody is met with silence. */
export const hint: View<'hint'> = async (_, { words }) => ({ label: 'public', say: [text(words.help.hint)] });
