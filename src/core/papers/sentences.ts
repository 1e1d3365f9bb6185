/** After these a point ends no sentence. */
const short =
  'bzw|ca|ggf|evtl|inkl|zzgl|vgl|usw|etc|sog|gem|lfd|max|mind|Abs|Art|Nr|Str|Tel|Dr|Prof|Mio|Mrd|St|vs|No|Mr|Mrs|Ms';
const end = new RegExp(`(?<=\\p{L}{2}[.!?][“”"»)]?)(?<!(?<!\\p{L})(?:${short})\\.)\\s+(?=[„“"«(]?\\p{Lu})`, 'u');

/** The sentences of a text. Where it is not certain that one ends, it goes on. */
export const sentencesOf = (text: string): readonly string[] => text.trim().split(end);
