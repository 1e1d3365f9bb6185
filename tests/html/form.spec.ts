import { describe, expect, test } from 'vitest';
import type { Choice, Field } from '../../src/core/texts/doc.ts';
import { formPage } from '../../src/html/form-page.ts';
import { attribute, elements, read } from '../support/html.ts';

const skip: Choice = { pick: 'skip', label: 'überspringen' };
const yes: Choice = { pick: 'yes', label: 'ja' };
const no: Choice = { pick: 'no', label: 'nein' };
const done: Choice = { pick: 'submit', label: 'fertig' };

/** What the field `q` is filled in with, in the order in which a browser sends it. */
const controls = async (field: Partial<Field>, typed?: string): Promise<readonly string[]> => {
  const page = await formPage({
    language: 'de',
    base: '',
    me: { base: '', name: 'Ada Amann' },
    around: { language: 'de', sign: '/ak', file: () => '' },
    room: 'r',
    event: 'e',
    form: {
      dialog: 'D-1',
      version: 1,
      language: 'de',
      title: ['Protokoll'],
      fields: [{ path: 'q', ask: [{ is: 'text', words: ['Wer war da?'] }], ...field }],
    },
    ...(typed !== undefined && { typed: { q: typed } }),
  });
  return elements(read(String(page)))
    .filter((each) => attribute(each, 'name') === 'q')
    .map((each) =>
      [
        attribute(each, 'type') ?? each.tagName,
        attribute(each, 'value'),
        attribute(each, 'checked') === undefined ? undefined : 'checked',
      ]
        .filter((word) => word !== undefined)
        .join(' '),
    );
};

describe('a question of a form', () => {
  test('is answered in words', async () => {
    expect(await controls({})).toEqual(['textarea']);
  });
  test('with one choice is still answered in words, and the choice counts where it is ticked', async () => {
    expect(await controls({ choices: [skip] })).toEqual(['textarea', 'checkbox überspringen']);
    expect(await controls({ choices: [skip] }, 'Frau Kunz')).toEqual(['textarea', 'checkbox überspringen']);
    expect(await controls({ choices: [skip] }, 'überspringen')).toEqual(['textarea', 'checkbox überspringen checked']);
  });
  test('with several choices is one of them', async () => {
    expect(await controls({ choices: [yes, no], value: 'nein' })).toEqual(['radio ja', 'radio nein checked']);
  });
  test('whether all is right has nothing to write: everything above can be changed', async () => {
    expect(await controls({ choices: [done] })).toEqual(['checkbox fertig']);
  });
});
