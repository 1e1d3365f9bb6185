/** Puts Gremienlotse into a Slack workspace: makes the link for the app, asks for its tokens, tries them, and keeps them in .env. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createLink, manifestOf, type Wish } from '../bots/slack/manifest.ts';
import { type Config, loadConfig, pagesAt, readConfig, type SlackAccount } from '../config.ts';
import { usages } from '../core/commands/index.ts';
import { type Asking, asking } from './setup/asking.ts';
import { slackLine, withLine } from './setup/env-file.ts';
import { STEPS, type Step, type Way } from './setup/steps.ts';

const USAGE = 'npm run setup -- [--http | --several] [--without-history] [--name NAME] [--print] [--api-url URL]';
const HELP = `${USAGE}

Makes a Slack app: prints the link that creates it, says what to click, asks for its tokens, tries them, and writes them into
.env, which only you can read then. A script gives the tokens on standard input, each in a line, in the order they are asked for.

  --http             Slack sends to PUBLIC_URL; without it, everything goes over a connection that we open
  --several          any workspace may install the app, at PUBLIC_URL/NAME/install
  --without-history  what people write in channels is not heard: no answers in threads; buttons and /ak work
  --name NAME        how the connection is called, for ever; "slack" if you say nothing
  --print            prints the line for .env instead of writing it
  --api-url URL      another Slack, such as GovSlack: https://slack-gov.com/api/`;
const FILE = resolve('.env');

const called = () => {
  try {
    const { values } = parseArgs({
      options: {
        http: { type: 'boolean', default: false },
        several: { type: 'boolean', default: false },
        'without-history': { type: 'boolean', default: false },
        name: { type: 'string', default: 'slack' },
        print: { type: 'boolean', default: false },
        'api-url': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.\n${USAGE}`);
    return undefined;
  }
};
type Called = NonNullable<ReturnType<typeof called>>;

const fileNow = (): string => (existsSync(FILE) ? readFileSync(FILE, 'utf8') : '');
/** Where Slack reaches this connection; a sentence if it does not. */
const addressOf = ({ publicUrl }: Config, name: string): { url: string } | string => {
  if (publicUrl === undefined) return 'PUBLIC_URL must say first, in .env, where Slack can reach us.';
  const { origin, base } = pagesAt(publicUrl);
  return origin.startsWith('https:')
    ? { url: `${origin}${base}/${name}` }
    : 'Slack sends to an https address alone: PUBLIC_URL must be one.';
};

/** A person is asked once more; a script has only one try. */
const answered = async (ask: Asking, step: Step, given: Partial<SlackAccount>): Promise<string | undefined> => {
  for (;;) {
    const value = await ask.secret(`${step.label}: `);
    if (value === undefined) {
      console.error('There was no answer. Nothing was written.');
      return undefined;
    }
    const { is, says } = await step.tries(value, given, given.apiUrl);
    if (is === 'right') {
      console.log(says);
      return value;
    }
    console.error(says);
    if (is === 'lost' || !ask.isPerson) return undefined;
  }
};

const install = async (way: Way, { name, print, 'api-url': apiUrl, ...wanted }: Called): Promise<number> => {
  const config = loadConfig();
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 1;
  }
  const address = way === 'socket' ? undefined : addressOf(config.value, name);
  if (typeof address === 'string') {
    console.error(address);
    return 1;
  }
  const wish: Wish = {
    history: !wanted['without-history'],
    ...(address && {
      http: { events: `${address.url}/events`, ...(way === 'several' && { oauth: `${address.url}/oauth` }) },
    }),
  };
  console.log('1. Open this address, choose the workspace, then "Next" and "Create":\n');
  console.log(`${createLink(manifestOf(usages('de'), wish))}\n`);
  const given: SlackAccount = { name, ...(apiUrl !== undefined && { apiUrl }) };
  const ask = asking();
  try {
    for (const [n, step] of STEPS[way].entries()) {
      console.log(`${n + 2}. ${step.how}\n`);
      const value = await answered(ask, step, given);
      if (value === undefined) return 1;
      given[step.key] = value;
    }
  } finally {
    ask.close();
  }
  return keep(given, print, address?.url);
};

const keep = (app: SlackAccount, print: boolean, address: string | undefined): number => {
  const line = slackLine(fileNow(), app);
  if (!line.ok) {
    console.error(line.error);
    return 1;
  }
  if (print) console.log(`\n${line.value}`);
  else {
    try {
      if (existsSync(FILE)) chmodSync(FILE, 0o600); // before there is anything secret in it
      writeFileSync(FILE, withLine(fileNow(), line.value), { mode: 0o600 });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : 'unknown';
      console.error(`${FILE} cannot be written (${code}). With --print the line is shown instead.`);
      return 1;
    }
    console.log(`\nWritten to ${FILE}.`);
  }
  console.log('Next: npm run doctor, npm start. Then in a channel: /invite @Gremienlotse, /ak verbinden <Gremium>');
  if (address !== undefined)
    console.log(`Once it runs, let Slack try ${address}/events: "Event Subscriptions", "Retry" beside the address.`);
  if (app.clientId !== undefined)
    console.log(`SECRET_KEY must be set, too: openssl rand -base64 32. Workspaces install it at ${address}/install; for other
workspaces than yours: "Manage Distribution", "Activate Public Distribution".`);
  return 0;
};

const main = async (): Promise<number> => {
  const given = called();
  if (given === undefined) return 2;
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const { http, several, name, 'api-url': apiUrl } = given;
  const some = { name, botToken: 'xoxb-', appToken: 'xapp-' };
  const wrong = [
    ...(http && several ? ['Either --http or --several: with --several, Slack sends to us anyway.'] : []),
    ...(apiUrl !== undefined && !readConfig({ SLACK: JSON.stringify([{ ...some, name: 'slack', apiUrl }]) }).ok
      ? ['--api-url must be an address, such as https://slack-gov.com/api/']
      : []),
    ...(readConfig({ SLACK: JSON.stringify([some]) }).ok
      ? []
      : ['--name must be small letters, digits and hyphens, beginning with a letter, and not web or matrix.']),
  ];
  for (const sentence of wrong) console.error(sentence);
  if (wrong.length > 0) return 2;
  return install(several ? 'several' : http ? 'http' : 'socket', given);
};

process.exit(await main());
