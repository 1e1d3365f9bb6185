import type { Dialog, Script } from '../model/dialog.ts';
import type { Instant } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import type { Asked, Decision, Refusal } from '../step.ts';
import type { Ask } from '../texts/index.ts';

type Spec<Context> = {
  name: string;
  version: number;
  /** What its questions and its end depend on. Undefined: what it is about is gone. */
  load(reads: Reads, dialog: Pick<Dialog, 'about' | 'person'>, now: Instant): Promise<Context | undefined>;
  items(context: Context): Script<Ask>['items'];
  /** Why it is gone, where more can be said than that. */
  why?(reads: Reads, dialog: Pick<Dialog, 'about'>): Promise<Refusal | undefined>;
  /** What all the answers together come to. */
  finish(context: Context, dialog: Dialog, asked: Asked, reads: Reads): Promise<Decision>;
};
/** A dialog's questions, made for what it is about, and what becomes of the answers. */
export type Recipe = {
  name: string;
  version: number;
  script(reads: Reads, dialog: Pick<Dialog, 'about' | 'person'>, now: Instant): Promise<Script<Ask> | undefined>;
  finish(dialog: Dialog, asked: Asked, reads: Reads): Promise<Decision | undefined>;
  /** Why it cannot go on. */
  why(reads: Reads, dialog: Pick<Dialog, 'about'>): Promise<Refusal>;
};
export const recipe = <Context>({ name, version, load, items, finish, why }: Spec<Context>): Recipe => ({
  name,
  version,
  async script(reads, dialog, now) {
    const context = await load(reads, dialog, now);
    return context === undefined ? undefined : { name, version, items: items(context) };
  },
  async finish(dialog, asked, reads) {
    const context = await load(reads, dialog, asked.now);
    return context === undefined ? undefined : finish(context, dialog, asked, reads);
  },
  why: async (reads, dialog) => (await why?.(reads, dialog)) ?? { code: 'no-longer' },
});
