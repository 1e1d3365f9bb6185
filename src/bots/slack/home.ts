import type { KnownBlock, HomeView as SlackHome } from '@slack/types';
import type { Account } from '../../core/model/place.ts';
import { aloneWith } from '../../core/model/place.ts';
import type { Door, HomeView } from '../../core/ports.ts';
import { blocksOf } from './forms.ts';
import { addressed } from './render.ts';

const PARTS: readonly HomeView[] = ['tasks', 'polls', 'meetings', 'me'];
const MOST_BLOCKS = 100;
/** Where there is no language yet. */
const UNKNOWN =
  'Ich kenne Sie hier noch nicht. Haben Sie schon einen anderen Zugang? Fragen Sie dort nach einem Code: konto verbinden. Sonst hilft die Koordination. / I do not know you here yet. Do you have another account already? Ask there for a code: connect account. Otherwise please ask the coordinator.';
const LABELS = {
  de: { language: 'English', switch: 'sprache en', help: 'Hilfe', helpWords: 'hilfe' },
  en: { language: 'Deutsch', switch: 'sprache de', help: 'Help', helpWords: 'help' },
} as const;

/** What somebody finds when they open the app: their tasks, polls, meetings and data (docs.slack.dev, "App Home"). */
export const homeOf = async (door: Pick<Door, 'view'>, by: Account): Promise<SlackHome> => {
  const looked = await Promise.all(PARTS.map((name) => door.view(name, by, aloneWith(by))));
  const known = looked.flatMap((each) => each ?? []);
  const [first] = known;
  if (first === undefined)
    return { type: 'home', blocks: [{ type: 'section', text: { type: 'plain_text', text: UNKNOWN } }] };
  const labels = LABELS[first.language];
  const button = (n: number, label: string, words: string) =>
    ({ type: 'button', action_id: `do/${n}`, text: { type: 'plain_text', text: label }, value: words }) as const;
  const parts = known.map(({ say, about }, i): readonly KnownBlock[] => [
    ...(i === 0 ? [] : [{ type: 'divider' } as const]),
    ...named(addressed(blocksOf(say), about), i),
  ]);
  const end: readonly KnownBlock[] = [
    { type: 'divider' },
    {
      type: 'actions',
      block_id: 'do',
      elements: [button(0, labels.help, labels.helpWords), button(1, labels.language, labels.switch)],
    },
  ];
  return { type: 'home', blocks: [...parts.flat().slice(0, MOST_BLOCKS - end.length), ...end] };
};
/** The same button may stand in two parts. */
const named = (blocks: readonly KnownBlock[], part: number): readonly KnownBlock[] =>
  blocks.map((block) =>
    block.type !== 'actions'
      ? block
      : {
          ...block,
          elements: block.elements.map((each) =>
            'action_id' in each && each.action_id !== undefined && each.action_id !== 'form'
              ? { ...each, action_id: `${each.action_id}/${part}` }
              : each,
          ),
        },
  );
