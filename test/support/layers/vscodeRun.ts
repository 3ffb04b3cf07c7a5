// Runs test files in one VS Code: vscodeRun.ts COUNTS_FILE GREP FILE…
import { runInVSCode } from './vscodeLayer';

const [countsFile = '', grep = '', ...files] = process.argv.slice(2);

runInVSCode(files, grep, countsFile).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
