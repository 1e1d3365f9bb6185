import { expect, test } from 'vitest';
import { documents } from '../../src/documents/index.ts';
import { paper } from './samples.ts';

const start = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, 15));

test('each format is made', async () => {
  expect(start(await documents.document(paper, 'md'))).toContain('**ENTWURF**');
  expect(start(await documents.document(paper, 'docx'))).toMatch(/^PK/);
  const day = await documents.invitation({
    uid: 'S-1@example.org',
    sequence: 0,
    method: 'PUBLISH',
    stamp: '2026-06-01T08:00:00Z',
    title: 'Sitzung',
    description: '',
    slot: { day: '2026-07-01' },
    zone: 'Europe/Berlin',
    language: 'de',
  });
  expect(start(day)).toBe('BEGIN:VCALENDAR');
});
