import { text } from '../texts/doc.ts';
import type { Look, Shown } from './index.ts';

/** What a view meant has been erased: its post says so, and nothing else. */
export const gone = ({ words }: Pick<Look, 'words'>): Shown => ({ label: 'public', say: [text(words.gone)] });
