import type { Doc } from '../../core/texts/doc.ts';
import { blocksOf, docWords } from './forms.ts';
import { fieldIn, listIn, textIn } from './json.ts';
import type { Acknowledge, Kind } from './listen.ts';

/** Acknowledges once, also if nobody is done in time. Returns whether what it says is what people hear. */
export type Ack = (response?: Readonly<Record<string, unknown>>) => Promise<boolean>;
export const once = (acknowledge: Acknowledge): Ack & { given(): boolean } => {
  let given = false;
  const ack: Ack = async (response) => {
    if (given) return false;
    given = true;
    await acknowledge(response);
    return true;
  };
  return Object.assign(ack, { given: () => given });
};

/** What an acknowledgement can say to the one who acts: a line below a command, a remark in a form that stays open. */
export const saying = (kind: Kind, body: unknown, say: Doc): Readonly<Record<string, unknown>> | undefined => {
  if (kind === 'command') return { response_type: 'ephemeral', text: docWords(say) };
  if (kind !== 'submission') return undefined;
  const input = listIn(body, 'view', 'blocks').find((block) => fieldIn(block, 'type') === 'input');
  const block = textIn(input, 'block_id');
  if (block !== undefined) return { response_action: 'errors', errors: { [block]: docWords(say) } };
  const title = { type: 'plain_text', text: 'Gremienlotse' };
  return { response_action: 'push', view: { type: 'modal', title, blocks: blocksOf(say) } };
};
