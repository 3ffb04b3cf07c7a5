// Run by dialplan.ts, in a process of its own: prints Markdown.
import { loading } from './loading';
import { typing } from './typing';

async function main(): Promise<void> {
  console.log([await loading(), typing()].join('\n\n'));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
