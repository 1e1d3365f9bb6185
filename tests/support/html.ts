import { type DefaultTreeAdapterMap, parse, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
export type Element = DefaultTreeAdapterMap['element'];

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
export const elements = (node: Node): readonly Element[] =>
  childrenOf(node).flatMap((child) => ('tagName' in child ? [child, ...elements(child)] : elements(child)));
export const textOf = (node: Node): string =>
  'value' in node && node.nodeName === '#text' ? node.value : childrenOf(node).map(textOf).join('');
export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value;
export const hasClass = (element: Element, name: string): boolean =>
  (attribute(element, 'class') ?? '').split(' ').includes(name);
/** As a browser reads it, whatever stands in it. */
export const read = (html: string): Node => parse(html);
export const readPart = (html: string): Node => parseFragment(html);
