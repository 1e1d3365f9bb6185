/** How a paper looks: sober, one typeface, black on white, grey where it is not the matter itself. */
import type { IStylesOptions } from 'docx';
import type { Language } from '../core/model/place.ts';

/** Twentieths of a point, the measure of lengths in OOXML. */
const cm = (length: number): number => Math.round(length * 566.93);
/** A4; the left margin leaves room for filing. */
export const page = {
  size: { width: cm(21), height: cm(29.7) },
  margin: { top: cm(2.5), right: cm(2), bottom: cm(2.2), left: cm(2.5), header: cm(1.1), footer: cm(1.1) },
};
export const textWidth = page.size.width - page.margin.left - page.margin.right;
export const listIndent = { left: cm(0.75), hanging: cm(0.5) };

/** Every Word has Arial; LibreOffice sets Liberation Sans for it, whose letters are as wide. */
const font = 'Arial';
/** Contrast on white at least 7:1. */
const grey = '595959';
const red = '9B1C1C';
const locales = { de: 'de-DE', en: 'en-GB' } as const;

/** Height of lines in 240ths of a line; without the rule LibreOffice reads it as a length in titles. */
const spaced = (line: number) => ({ line, lineRule: 'auto' as const });

/** Sizes of letters are in half points. Only an outline level makes a paragraph a heading for LibreOffice. */
const heading = (level: 1 | 2 | 3, size: number, before: number) => ({
  run: { font, size, bold: true, color: '000000' },
  paragraph: { outlineLevel: level - 1, keepNext: true, keepLines: true, spacing: { before, after: 100 } },
});

export const styles = (language: Language): IStylesOptions => ({
  default: {
    document: {
      run: { font, size: 22, language: { value: locales[language], eastAsia: locales[language] } },
      paragraph: { spacing: { after: 140, ...spaced(276) } },
    },
    title: {
      run: { font, size: 32, bold: true, color: '000000' },
      paragraph: { keepNext: true, spacing: { before: 360, after: 120, ...spaced(264) } },
    },
    heading1: heading(1, 26, 320),
    heading2: heading(2, 23, 240),
    heading3: { ...heading(3, 22, 200), run: { font, size: 22, bold: true, italics: true, color: '000000' } },
    caption: {
      run: { font, size: 19, color: grey },
      paragraph: { keepNext: true, spacing: { before: 180, after: 80 } },
    },
    listParagraph: { paragraph: { spacing: { after: 70 }, indent: listIndent } },
  },
  paragraphStyles: [
    { id: 'Issuer', name: 'Issuer', basedOn: 'Normal', paragraph: { spacing: { after: 0 } } },
    {
      id: 'Subtitle',
      name: 'Subtitle',
      basedOn: 'Normal',
      run: { size: 26, color: grey },
      paragraph: { keepNext: true, spacing: { after: 240 } },
    },
    { id: 'AfterTable', name: 'After Table', basedOn: 'Normal', paragraph: { spacing: { before: 200 } } },
    {
      id: 'Cell',
      name: 'Table Cell',
      basedOn: 'Normal',
      run: { size: 20 },
      paragraph: { spacing: { before: 40, after: 40, ...spaced(252) } },
    },
    { id: 'CellHead', name: 'Table Head', basedOn: 'Cell', run: { bold: true }, paragraph: { keepNext: true } },
    {
      id: 'Stamp',
      name: 'Stamp',
      basedOn: 'Normal',
      run: { size: 24, bold: true, color: red, characterSpacing: 60 },
      paragraph: { spacing: { after: 0 } },
    },
    { id: 'Footer', name: 'footer', basedOn: 'Normal', run: { size: 18, color: grey } },
  ],
  characterStyles: [{ id: 'Mark', name: 'Mark', run: { size: 16, color: grey } }],
});

/**
 * The style of tables: borders, the space in cells, the tint of the first row. docx takes it only as XML, and only from a
 * whole style sheet; as an imported style it would replace all the styles above.
 */
const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>`;
export const tableStyle = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr></w:style></w:styles>`;
