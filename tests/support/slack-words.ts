import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';

const elementWords = (each: RichTextElement): string => {
  if (each.type === 'text') return each.text;
  if (each.type === 'link') return each.text ?? each.url;
  if (each.type === 'user') return `@${each.user_id}`;
  if (each.type === 'date') return each.fallback ?? '';
  throw new Error(`nobody reads ${each.type} here`);
};
const richWords = ({ elements }: RichTextBlock): string =>
  elements
    .map((each) => {
      if (each.type === 'rich_text_section') return each.elements.map(elementWords).join('');
      if (each.type !== 'rich_text_list') throw new Error(`nobody reads ${each.type} here`);
      return each.elements
        .map(({ elements: item }, i) => {
          const n = ('offset' in each ? Number(each.offset) : 0) + i + 1;
          return `${each.style === 'ordered' ? `${n}.` : '•'} ${item.map(elementWords).join('')}`;
        })
        .join('\n');
    })
    .join('\n');

/** What a message says to who reads it in Slack, each block on lines of its own. A person is named by their id. */
export const wordsOf = (blocks: readonly KnownBlock[]): string =>
  blocks
    .map((block) => {
      switch (block.type) {
        case 'header':
          return block.text.text;
        case 'rich_text':
          return richWords(block);
        case 'actions':
          return block.elements.map((each) => (each.type === 'button' ? `[${each.text.text}]` : '')).join(' ');
        case 'table':
          return block.rows
            .map((row) => row.map((cell) => (cell.type === 'rich_text' ? richWords(cell) : '')).join(' | '))
            .join('\n');
        default:
          throw new Error(`nobody reads ${block.type} here`);
      }
    })
    .join('\n');
