/** Arguments of the Web API: read from a form, a multipart form or JSON, and held against what methods.json says of them. */
import { isJson, type Json, json, parsed } from './json.ts';
import type { Method } from './methods.ts';
import { Refusal, wrong } from './refusal.ts';

const STRUCTURED = new Set(['attachments', 'blocks', 'file_ids', 'files', 'metadata', 'view']);
/** Bolt sends the workspace along with everything. */
const ALWAYS = new Set(['team_id', 'token']);
const MALFORMED: Readonly<Record<string, string>> = {
  attachments: 'invalid_blocks_format',
  blocks: 'invalid_blocks_format',
  metadata: 'invalid_metadata_format',
  limit: 'invalid_limit',
};

export const bodyOf = async (bytes: Buffer, contentType: string | undefined): Promise<Json> => {
  if (bytes.length === 0) return {};
  if (contentType === undefined) throw new Refusal('missing_post_type');
  const type = contentType.split(';')[0]?.trim();
  if (type === 'application/json') {
    const body = parsed(bytes.toString());
    if (!isJson(body)) throw new Refusal('invalid_form_data');
    return body;
  }
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(bytes.toString()));
  if (type !== 'multipart/form-data') throw new Refusal('invalid_post_type');
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
};

export const checkedArgs = ({ args: known, errors }: Method, given: Json): Json => {
  const missing = Object.entries(known)
    .filter(([name, type]) => !type.endsWith('?') && (given[name] === undefined || given[name] === ''))
    .map(([name]) => `missing required field: ${name}`);
  if (missing.length > 0) throw wrong('invalid_arguments', missing);
  const strange = Object.keys(given).filter((name) => !ALWAYS.has(name) && known[name] === undefined);
  if (strange.length > 0)
    throw wrong(
      'invalid_arguments',
      strange.map((name) => `no such argument: ${name}`),
    );
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (name === 'token' || value === undefined || value === null) return [];
      const is = typed(known[name]?.replace('?', '') ?? '', name, value);
      if (is !== undefined) return [[name, is]];
      const code = MALFORMED[name] ?? '';
      throw wrong(errors.includes(code) ? code : 'invalid_arguments', [`not what it should be: ${name}`]);
    }),
  );
};

const typed = (type: string, name: string, value: unknown): unknown => {
  // files.completeUploadExternal takes its blocks as one string
  if (STRUCTURED.has(name) || type === 'array') {
    const read = typeof value === 'string' ? parsed(value) : value;
    const isList = name !== 'metadata' && name !== 'view';
    return Array.isArray(read) === isList && typeof read === 'object' ? (read ?? undefined) : undefined;
  }
  switch (type) {
    case 'boolean':
      if (value === true || value === 'true' || value === '1' || value === 1) return true;
      return value === false || value === 'false' || value === '0' || value === 0 ? false : undefined;
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' && value !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
    }
    default:
      return typeof value === 'string' ? value : undefined;
  }
};

/** Metadata as Slack takes it: a name, and a flat payload. */
export const metadataOf = (given: unknown): Json | undefined => {
  if (given === undefined) return undefined;
  const metadata = json(given);
  if (Object.keys(metadata).length === 0) return {};
  const { event_type: type, event_payload: payload, ...rest } = metadata;
  if (typeof type !== 'string' || type === '' || !isJson(payload) || Object.keys(rest).length > 0)
    throw new Refusal('invalid_metadata_schema');
  return metadata;
};
