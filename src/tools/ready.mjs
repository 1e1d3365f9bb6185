/**
 * Runs before everything else: the right Node, then the generated database client. Plain old JavaScript, so that an older
 * Node can still read it and say what is wrong.
 */
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `Gremienlotse needs Node 24 or newer, and this is ${process.version}. ` +
      'Run "npm ci" without leaving out optional packages, or install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
await import('./generated.ts');
