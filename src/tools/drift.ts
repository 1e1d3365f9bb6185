/** Fails when prisma/schema.prisma and prisma/migrations do not describe the same database. */
import { undrawn } from './undrawn.ts';

const difference = await undrawn('prisma/schema.prisma', 'prisma/migrations');
if (difference === undefined) {
  console.log('The migrations make what prisma/schema.prisma describes.');
} else {
  console.error(
    `The migrations do not make what prisma/schema.prisma describes. What is missing:\n\n${difference}\n` +
      'Write it down with: npm run migration -- <name>',
  );
  process.exitCode = 1;
}
