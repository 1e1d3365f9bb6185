/**
 * What is asked in one turn of the event loop is asked together, and what is asked alike only once: many rooms show the
 * same poll, and a batch of events asks the same of each. It goes out only after the last has asked, so that no answer is
 * older than its question.
 */
export const askedTogether = <In extends readonly unknown[], Out>(
  ask: (all: readonly In[]) => readonly Promise<Out>[],
) => {
  type Turn = { questions: Map<string, number>; all: In[]; answers: Promise<readonly Promise<Out>[]> };
  let turn: Turn | undefined;
  const begin = (): Turn => {
    const all: In[] = [];
    const answers = new Promise<readonly Promise<Out>[]>((resolve) => {
      setImmediate(() => {
        turn = undefined;
        resolve(ask(all));
      });
    });
    return { questions: new Map(), all, answers };
  };
  return async (...asked: In): Promise<Out> => {
    turn ??= begin();
    const { questions, all, answers } = turn;
    const name = JSON.stringify(asked);
    const n = questions.get(name) ?? all.push(asked) - 1;
    questions.set(name, n);
    return (await answers)[n] as Promise<Out>; // as many answers as questions
  };
};
