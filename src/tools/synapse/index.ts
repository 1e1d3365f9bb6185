import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { removeScratchHome, scratchHome } from '../scratch.ts';
import { type Config, certify, configure, type Way } from './config.ts';
import { synapseProcess } from './process.ts';

/** Real Synapses: in a folder and on ports of their own, ended with us. */
export type Options = {
  /** They trust each other; otherwise each is closed. */
  federation?: boolean;
  /** How fast anybody may do anything: as fast as can be, or as Synapse has it when it is installed. */
  limits?: 'lifted' | 'shipped';
  /** Has the last word over what Synapse is told. */
  config?: Config;
};
type Answer = Readonly<Record<string, unknown>>;

/** `python`: one that has Synapse. */
export const synapses = async (python: string, count: number, options: Options = {}) => {
  const home = await scratchHome();
  const servers: Synapse[] = [];
  const end = async () => {
    await Promise.all(servers.map((each) => each.down()));
    await removeScratchHome(home);
  };
  try {
    const tls = options.federation ? certify(home) : undefined;
    for (let n = 1; n <= count; n += 1) {
      const port = await freePort();
      const federation = tls && { port: await freePort(), tls };
      // A name with a port is found without DNS.
      const name = federation === undefined ? `hs${n}.test` : `localhost:${federation.port}`;
      servers.push(synapseIn(python, join(home, `hs${n}`), { name, port, ...(federation && { federation }) }, options));
    }
    await Promise.all(servers.map((each) => each.up()));
  } catch (error) {
    await end();
    throw error;
  }
  return { servers, end };
};
export const synapse = async (python: string, options: Options = {}) => {
  const { servers, end } = await synapses(python, 1, options);
  const [only] = servers;
  if (only === undefined) throw new Error('no Synapse');
  return { ...only, end };
};

const synapseIn = (python: string, home: string, way: Way, { limits = 'lifted', config = {} }: Options) => {
  mkdirSync(home);
  const url = `http://127.0.0.1:${way.port}`;
  const secret = configure(home, way, limits, config);
  const runs = synapseProcess(python, home, url);
  const users = new Set<string>();
  let admin: Promise<{ token: string }> | undefined;

  const must = async (method: string, path: string, body?: Answer, token?: string): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method,
      ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const got = (await answer.json()) as Answer;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(got)}`);
    return got;
  };
  const accountIn = ({ user_id, access_token, device_id }: Answer) => ({
    id: String(user_id),
    token: String(access_token),
    device: String(device_id),
  });
  /** By the secret: no limit counts there. */
  const register = async (username: string, isAdmin: boolean) => {
    const path = '/_synapse/admin/v1/register';
    const { nonce } = await must('GET', path);
    const said = [nonce, username, passwordOf(username), isAdmin ? 'admin' : 'notadmin'].join('\0');
    const mac = createHmac('sha1', secret).update(said).digest('hex');
    return accountIn(
      await must('POST', path, { nonce, username, password: passwordOf(username), admin: isAdmin, mac }),
    );
  };
  /** What only administrators of a Synapse may do. */
  const administer = async (method: string, path: string, body?: Answer): Promise<Answer> => {
    admin ??= register('rig-admin', true);
    return must(method, `/_synapse/admin${path}`, body, (await admin).token);
  };

  return {
    name: way.name,
    url,
    /** Its database is there: only for whoever has stopped it. */
    home,
    ...runs,
    /** Somebody's device. The same name again is another device of the same person. */
    async user(name: string, device?: string): Promise<{ id: string; token: string; device: string }> {
      if (!users.has(name)) {
        users.add(name);
        const first = await register(name, false);
        if (device === undefined) return first;
      }
      return accountIn(
        await must('POST', '/_matrix/client/v3/login', {
          type: 'm.login.password',
          identifier: { type: 'm.id.user', user: name },
          password: passwordOf(name),
          ...(device !== undefined && { device_id: device }),
        }),
      );
    },
    administer,
    /** Lifts the limits of what this user does. Those of what is done to them, such as invitations, stay. */
    exempts: (user: string) =>
      administer('POST', `/v1/users/${encodeURIComponent(user)}/override_ratelimit`, {
        messages_per_second: 0,
        burst_count: 0,
      }),
    /** The token is no longer valid. */
    revokes: (token: string) => must('POST', '/_matrix/client/v3/logout', {}, token),
  };
};
export type Synapse = ReturnType<typeof synapseIn>;

const passwordOf = (name: string): string => `pw-${name}`;
