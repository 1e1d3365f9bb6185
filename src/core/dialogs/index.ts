import { minutes } from './minutes.ts';
import { answering, askingBack, deciding, declining, objecting } from './one-question.ts';
import type { Recipe } from './recipe.ts';
import { report } from './report.ts';

/** By name: a row may name a script that only a newer replica has. */
export const recipes: ReadonlyMap<string, Recipe> = new Map(
  [minutes, report, askingBack, deciding, declining, objecting, answering].map((recipe) => [recipe.name, recipe]),
);
