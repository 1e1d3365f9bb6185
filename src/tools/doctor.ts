/** Says of each configured connection what is right and what is missing: `npm run doctor`. It changes nothing. */
import { loadConfig, pagesAt } from '../config.ts';

const SIGNS = { good: '✓', look: '·', wrong: '✗' } as const;

const main = async (): Promise<number> => {
  const config = loadConfig();
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 2;
  }
  const { matrix, slack, publicUrl } = config.value;
  if (matrix.length === 0 && slack.length === 0) {
    console.log('No connection is configured. In .env, MATRIX names Matrix accounts, and SLACK Slack apps.');
    return 0;
  }
  let wrong = 0;
  const tell = (connection: string, findings: readonly { is: keyof typeof SIGNS; says: string }[]): void => {
    console.log(connection);
    for (const { is, says } of findings) {
      if (is === 'wrong') wrong += 1;
      console.log(`  ${SIGNS[is]} ${says}`);
    }
  };
  for (const { name, homeserver, token, inviters } of matrix) {
    const { openClient } = await import('../bots/matrix/client.ts');
    const { examine } = await import('../bots/matrix/doctor.ts');
    tell(`${name}, ${homeserver}`, await examine(openClient(homeserver, token), homeserver, inviters));
  }
  for (const { name, ...app } of slack) {
    const { examine } = await import('../bots/slack/doctor.ts');
    const pages = publicUrl && pagesAt(publicUrl);
    const address = pages && `${pages.origin}${pages.base}/${name}`;
    tell(`${name}, Slack`, await examine({ ...app, ...(address !== undefined && { address }) }));
  }
  return wrong === 0 ? 0 : 1;
};

process.exit(await main());
