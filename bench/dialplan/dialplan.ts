import path from 'node:path';
import * as esbuild from 'esbuild';
import { execute } from '../../test/support/processes';
import { BENCH } from '../peers';

/** Dialplans: what it costs to read them, to ask them, and to edit them. */
export async function dialplan(): Promise<string> {
  const program = path.join(BENCH, 'out/dialplan.cjs');
  // Compiled as the extension is: what runs the sources as they are makes them a third slower (measured).
  await esbuild.build({
    entryPoints: [path.join(BENCH, 'dialplan/measure.ts')],
    outfile: program,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  return (await execute(process.execPath, [program])).trim();
}
