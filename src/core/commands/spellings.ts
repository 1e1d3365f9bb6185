import type { Spellings } from './typed.ts';

/** Named arguments ("ort: Raum 114") and flags ("verdeckt"), as people write them. */
export const spellings: Spellings = {
  until: ['bis', 'frist', 'fällig', 'until', 'due'],
  room: ['ort', 'raum', 'room', 'place'],
  link: ['link', 'video'],
  reason: ['grund', 'reason'],
  outcome: ['zu', 'ergebnis', 'outcome', 'for'],
  'next-step': ['schritt', 'nächster schritt', 'next', 'next step'],
  role: ['rolle', 'role'],
  instead: ['vertretung', 'vertreten durch', 'instead', 'represented by'],
  hidden: ['verdeckt', 'geheim', 'hidden'],
  extensible: ['erweiterbar', 'offen', 'extensible'],
  'non-public': [
    'nichtöffentlich',
    'nicht öffentlich',
    'nicht-öffentlich',
    'nichtoeffentlich',
    'nicht oeffentlich',
    'non-public',
    'nonpublic',
  ],
  'for-room': ['raum', 'room'],
};
