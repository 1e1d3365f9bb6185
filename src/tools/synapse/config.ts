import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a Synapse of the tests is told before it starts. JSON is YAML. */
export type Config = Readonly<Record<string, unknown>>;
export type Way = { name: string; port: number; federation?: { port: number; tls: Config } };

const secret = (): string => randomBytes(24).toString('hex');
const high = { per_second: 10_000, burst_count: 10_000 };
/** There is no switch for all of them. */
const LIFTED: Config = {
  rc_message: high,
  rc_registration: high,
  rc_room_creation: high,
  rc_joins_per_room: high,
  rc_joins: { local: high, remote: high },
  rc_login: { address: high, account: high, failed_attempts: high },
  rc_invites: { per_room: high, per_user: high, per_issuer: high },
};
const listener = (port: number, what: string, tls: boolean) => ({
  port,
  type: 'http',
  tls,
  bind_addresses: ['127.0.0.1'],
  resources: [{ names: [what] }],
});

/** Answers the secret by which users are registered. */
export const configure = (
  home: string,
  { name, port, federation }: Way,
  limits: 'lifted' | 'shipped',
  more: Config,
): string => {
  const registration = secret();
  const key = join(home, 'signing.key');
  mkdirSync(join(home, 'media'), { recursive: true });
  // One line, written here: a Python start is saved by it.
  writeFileSync(key, `ed25519 a_rig ${randomBytes(32).toString('base64').replace(/=+$/, '')}\n`, { mode: 0o600 });
  const config = {
    server_name: name,
    public_baseurl: `http://127.0.0.1:${port}/`,
    report_stats: false,
    pid_file: join(home, 'pid'),
    media_store_path: join(home, 'media'),
    listeners: [
      listener(port, 'client', false),
      ...(federation === undefined ? [] : [listener(federation.port, 'federation', true)]),
    ],
    database: { name: 'sqlite3', args: { database: join(home, 'homeserver.db') } },
    signing_key_path: key,
    trusted_key_servers: [],
    registration_shared_secret: registration,
    macaroon_secret_key: secret(),
    form_secret: secret(),
    bcrypt_rounds: 4, // ten times as fast
    ...(federation === undefined ? { federation_domain_whitelist: [] } : federation.tls),
    ...(limits === 'lifted' && LIFTED),
    ...more,
  };
  writeFileSync(join(home, 'homeserver.yaml'), JSON.stringify(config, null, 1), { mode: 0o600 });
  return registration;
};

/** An authority of our own and a certificate for localhost, by which several of them trust each other. */
export const certify = (home: string): Config => {
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: home, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const days = ['-days', '2'];
  openssl('req', '-x509', ...key, ...days, '-subj', '/CN=rig CA', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...key, '-subj', '/CN=localhost', '-keyout', 'tls.key', '-out', 'tls.csr');
  writeFileSync(join(home, 'san'), 'subjectAltName=DNS:localhost');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...days, '-extfile', 'san'];
  openssl('x509', '-req', '-in', 'tls.csr', ...signed, '-out', 'tls.pem');
  return {
    tls_certificate_path: join(home, 'tls.pem'),
    tls_private_key_path: join(home, 'tls.key'),
    federation_custom_ca_list: [join(home, 'ca.pem')],
    ip_range_blacklist: [], // the usual one forbids this very machine
  };
};
