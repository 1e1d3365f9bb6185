import type { Organization } from '../model/organization.ts';
import { type Texts, texts } from './index.ts';

/** The words of papers and invitations: those of the organization that issues them. */
export const wordingOf = ({ language }: Pick<Organization, 'language'>): Texts => texts[language];
