/** Draws what Slack is given, plainly: Slack itself shows it in its own colours and letters. */
import type { ActionsBlock, KnownBlock, RichTextBlock, RichTextElement } from '@slack/types';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
type Names = ReadonlyMap<string, string>;

const inline = (names: Names, each: RichTextElement): string => {
  switch (each.type) {
    case 'text': {
      const text = escaped(each.text).replaceAll('\n', '<br>');
      if (each.style?.code) return `<code>${text}</code>`;
      return each.style?.bold ? `<b>${text}</b>` : text;
    }
    case 'link':
      return `<a>${escaped(each.text ?? each.url)}</a>`;
    case 'user':
      return `<span class="person">@${escaped(names.get(each.user_id) ?? each.user_id)}</span>`;
    case 'date':
      return escaped(each.fallback ?? '');
    default:
      throw new Error(`nobody draws ${each.type} yet`);
  }
};
const rich = (names: Names, { elements }: RichTextBlock): string =>
  elements
    .map((part) => {
      const all = (each: { elements: readonly RichTextElement[] }) =>
        each.elements.map((it) => inline(names, it)).join('');
      if (part.type === 'rich_text_section') return `<p>${all(part)}</p>`;
      if (part.type !== 'rich_text_list') throw new Error(`nobody draws ${part.type} yet`);
      const items = part.elements.map((item) => `<li>${all(item)}</li>`).join('');
      return part.style === 'ordered'
        ? `<ol start="${('offset' in part ? Number(part.offset) : 0) + 1}">${items}</ol>`
        : `<ul>${items}</ul>`;
    })
    .join('');
const buttons = ({ elements }: ActionsBlock): string =>
  `<div class="buttons">${elements
    .map((each) => {
      if (each.type !== 'button') throw new Error(`nobody draws ${each.type} yet`);
      return `<span class="button ${each.style ?? ''}">${escaped(each.text.text)}</span>`;
    })
    .join('')}</div>`;

const block = (names: Names, each: KnownBlock): string => {
  switch (each.type) {
    case 'header':
      return `<h2>${escaped(each.text.text)}</h2>`;
    case 'rich_text':
      return rich(names, each);
    case 'actions':
      return buttons(each);
    case 'divider':
      return '<hr>';
    case 'table':
      return `<table>${each.rows
        .map(
          (row) =>
            `<tr>${row
              .map(
                (cell) =>
                  `<td>${cell.type === 'rich_text' ? rich(names, cell) : 'text' in cell ? escaped(String(cell.text)) : ''}</td>`,
              )
              .join('')}</tr>`,
        )
        .join('')}</table>`;
    default:
      throw new Error(`nobody draws ${each.type} yet`);
  }
};

const STYLE = `
  body { margin: 0; padding: 16px 20px; font: 15px/1.46 sans-serif; color: #1d1c1d; background: #fff; }
  header { margin: 0 0 12px; padding-bottom: 8px; border-bottom: 1px solid #ddd; font-weight: bold; }
  article { display: grid; grid-template-columns: 36px 1fr; gap: 0 10px; margin-bottom: 16px; }
  .sign { width: 36px; height: 36px; border-radius: 8px; background: #1f3a5f; color: #fff; text-align: center; line-height: 36px; font-weight: bold; }
  .app { font-size: 10px; padding: 1px 4px; border-radius: 2px; background: #ddd; vertical-align: middle; }
  h2 { font-size: 18px; margin: 4px 0; } p { margin: 2px 0; } ol, ul { margin: 2px 0; padding-left: 24px; } hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0; }
  .buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 4px 0 8px; }
  .button { padding: 3px 12px; border: 1px solid #bbb; border-radius: 4px; font-weight: bold; font-size: 13px; }
  .primary { background: #007a5a; border-color: #007a5a; color: #fff; } .danger { border-color: #e01e5a; color: #e01e5a; }
  .person { background: #e8f0fa; color: #1264a3; } a { color: #1264a3; } code { color: #c0143c; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 0 3px; }
  table { border-collapse: collapse; } td { border: 1px solid #ddd; padding: 2px 8px; }`;

const page = (title: string, inside: string): string =>
  `<!doctype html><html lang="de"><meta charset="utf-8"><style>${STYLE}</style><body><header>${escaped(title)}</header>${inside}</body></html>`;

export const drawn = {
  /** Messages of ours, one below the other. */
  channel: (title: string, messages: readonly (readonly KnownBlock[])[], names: Names): string =>
    page(
      title,
      messages
        .map(
          (blocks) =>
            `<article><div class="sign">G</div><div><b>Gremienlotse</b> <span class="app">APP</span>${blocks
              .map((each) => block(names, each))
              .join('')}</div></article>`,
        )
        .join(''),
    ),
  /** What stands on a page of its own. */
  view: (title: string, blocks: readonly KnownBlock[], names: Names): string =>
    page(title, blocks.map((each) => block(names, each)).join('')),
};
