/** Says of each configured connection what is right and what is missing: `npm run doctor`. It changes nothing. */
import { loadConfig } from '../config.ts';

const SIGNS = { good: '✓', look: '·', wrong: '✗' } as const;

const main = async (): Promise<number> => {
  const config = loadConfig();
  if (!config.ok) {
    for (const sentence of config.error) console.error(sentence);
    return 2;
  }
  const { matrix } = config.value;
  if (matrix.length === 0) {
    console.log('No connection is configured. MATRIX in .env names Matrix accounts.');
    return 0;
  }
  const [{ openClient }, { examine }] = await Promise.all([
    import('../bots/matrix/client.ts'),
    import('../bots/matrix/doctor.ts'),
  ]);
  let wrong = 0;
  for (const { name, homeserver, token, inviters } of matrix) {
    console.log(`${name}, ${homeserver}`);
    for (const { is, says } of await examine(openClient(homeserver, token), homeserver, inviters)) {
      if (is === 'wrong') wrong += 1;
      console.log(`  ${SIGNS[is]} ${says}`);
    }
  }
  return wrong === 0 ? 0 : 1;
};

process.exit(await main());
