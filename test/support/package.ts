// npm run package: out/ari-workbench-VERSION.vsix
import fs from 'node:fs';
import { buildVsix } from './vsix';

buildVsix().then(
  (file) => console.log(`${file}: ${Math.round(fs.statSync(file).size / 1024)} KB`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
