const PARTING = /[;\n\r]|\s(?:oder|or)\s/i;
const BULLET = /^[-*•]\s+/;

/** What surely stands apart, each with the parts between its commas; empty ones are left out. */
export const pieces = (text: string): readonly (readonly string[])[] =>
  text
    .split(PARTING)
    .map((piece) => piece.trim().replace(BULLET, ''))
    .map((piece) =>
      piece
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .filter((parts) => parts.length > 0);
