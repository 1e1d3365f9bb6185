/**
 * What is asked alike in one turn of the event loop is asked once: many rooms show the same poll. It goes out only after
 * the last has asked, so that no answer is older than its question.
 */
export const askedOnce = <In extends readonly unknown[], Out>(ask: (...asked: In) => Promise<Out>) => {
  let turn = new Map<string, Promise<Out>>();
  let end: Promise<void> | undefined;
  return (...asked: In): Promise<Out> => {
    end ??= new Promise((resolve) => {
      setImmediate(() => {
        turn = new Map();
        end = undefined;
        resolve();
      });
    });
    const name = JSON.stringify(asked);
    const answer = turn.get(name) ?? end.then(() => ask(...asked));
    turn.set(name, answer);
    return answer;
  };
};
