/** Puts Gremienlotse into a Slack workspace: makes the link for the app, takes its tokens, tries them, and keeps them in .env. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createLink, manifestOf } from '../bots/slack/manifest.ts';
import { Limited, Lost, Refused, webApi } from '../bots/slack/web-api.ts';
import { readConfig } from '../config.ts';
import { usages } from '../core/commands/index.ts';

const USAGE = `npm run setup -- [--name slack] [--without-history] [--print] [--api-url URL]

  --name NAME        how the connection is called, for ever
  --without-history  nothing that people say in channels is heard: no answers in threads
  --print            prints the line for .env instead of writing it
  --api-url URL      another Slack, such as GovSlack`;
const ENV = '.env';

const options = () =>
  parseArgs({
    options: {
      name: { type: 'string', default: 'slack' },
      'without-history': { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      'api-url': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values;

/** Tokens are not shown while they are typed. */
const asking = () => {
  const muted = { is: false };
  const output = new Writable({
    write(chunk, _, done) {
      if (!muted.is) process.stdout.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
  const lines = process.stdin.isTTY === true ? undefined : terminal[Symbol.asyncIterator]();
  return {
    async secret(question: string): Promise<string> {
      process.stdout.write(question);
      if (lines !== undefined) return String((await lines.next()).value ?? '').trim();
      muted.is = true;
      const typed = await terminal.question('');
      muted.is = false;
      process.stdout.write('\n');
      return typed.trim();
    },
    close: () => terminal.close(),
  };
};

const why = (error: unknown): string => {
  if (error instanceof Refused) return `Slack refuses it (${error.code}).`;
  if (error instanceof Lost || error instanceof Limited) return 'Slack does not answer. Is it reached from here?';
  throw error;
};
/** The SLACK line among the others, which stay as they are. */
const withLine = (file: string, line: string): string => {
  const lines = file.split('\n');
  const at = lines.findIndex((each) => each.startsWith('SLACK='));
  if (at >= 0) return lines.with(at, line).join('\n');
  return `${file}${file === '' || file.endsWith('\n') ? '' : '\n'}${line}\n`;
};

const main = async (): Promise<number> => {
  let given: ReturnType<typeof options>;
  try {
    given = options();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  if (given.help) {
    console.log(USAGE);
    return 0;
  }
  const apiUrl = given['api-url'];
  const manifest = manifestOf(usages('de'), { history: !given['without-history'] });
  console.log('1. Open this address, choose your workspace, and click Next and Create:\n');
  console.log(`${createLink(manifest)}\n`);
  console.log('2. Install it there: "Install App", "Install to Workspace", "Allow". Copy the Bot User OAuth Token.');
  console.log(
    '3. "Basic Information", "App-Level Tokens", "Generate": scope connections:write. Copy that token, too.\n',
  );
  const ask = asking();
  try {
    const botToken = await ask.secret('Bot User OAuth Token (xoxb-…): ');
    if (!botToken.startsWith('xoxb-')) {
      console.error('That is no bot token: it begins with xoxb-.');
      return 1;
    }
    const whose = await webApi(botToken, apiUrl)('auth.test').catch(why);
    if (typeof whose === 'string') {
      console.error(`The bot token does not work: ${whose}`);
      return 1;
    }
    console.log(`It belongs to ${Reflect.get(whose, 'user')} in ${Reflect.get(whose, 'team')}.`);
    const appToken = await ask.secret('App-level token (xapp-…): ');
    if (!appToken.startsWith('xapp-')) {
      console.error('That is no app-level token: it begins with xapp-.');
      return 1;
    }
    const opened = await webApi(appToken, apiUrl)('apps.connections.open').catch(why);
    if (typeof opened === 'string') {
      console.error(`The app-level token does not work: ${opened} It needs the scope connections:write.`);
      return 1;
    }
    const list = JSON.stringify([{ name: given.name, botToken, appToken, ...(apiUrl !== undefined && { apiUrl }) }]);
    const read = readConfig({ SLACK: list });
    if (!read.ok) {
      console.error(read.error.join('\n'));
      return 1;
    }
    const line = `SLACK=${list}`;
    if (given.print) console.log(line);
    else {
      writeFileSync(ENV, withLine(existsSync(ENV) ? readFileSync(ENV, 'utf8') : '', line), { mode: 0o600 });
      chmodSync(ENV, 0o600);
      console.log(
        'Both work, and stand in .env. Next: npm run doctor, then npm start. In a channel: /invite @Gremienlotse, /ak verbinden <Gremium>',
      );
    }
    return 0;
  } finally {
    ask.close();
  }
};

process.exit(await main());
