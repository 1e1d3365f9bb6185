import type { Argument, Reads } from '../ports.ts';
import type { Asked } from '../step.ts';
import type { ArgumentName } from './names.ts';

/**
 * What need not be typed because it is plain from where one types: a room has its organization, a thread its meeting, a
 * quoted message its subject.
 */
export const subjectOf = async (
  reads: Pick<Reads, 'posts'>,
  takes: readonly Argument[],
  asked: Asked,
): Promise<Partial<Record<ArgumentName, string>>> => {
  const wanted = (name: ArgumentName) => takes.some((each) => each.name === name);
  const here = asked.at.kind === 'room' && wanted('organization') ? { organization: asked.at.organization } : {};
  const ref = asked.about ?? asked.thread;
  const view = ref && (await reads.posts.shownAt(ref))?.view;
  if (view === undefined) return here;
  const subjects = (['poll', 'meeting', 'outcome', 'assignment', 'paper', 'deadline'] as const).flatMap((name) => {
    const id: unknown = Reflect.get(view, name);
    return wanted(name) && typeof id === 'string' ? [[name, id] as const] : [];
  });
  return { ...here, ...Object.fromEntries(subjects) };
};
