// npm start: builds everything, runs the sample investigation on the embedded engine, and writes the executed notebook
// and an HTML report into out/. Works on a fresh clone; it ends with what it wrote.

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { buildProgram, main, program, root, run, step } from './project.mjs';

const notebook = 'extension/samples/night-shift.kqlnb';

await main(async () => {
  await build({ check: false });
  await buildProgram();
  const out = path.join(root, 'out');
  fs.mkdirSync(out, { recursive: true });
  const name = path.basename(notebook, '.kqlnb');
  const executed = path.join('out', `${name}.kqlnb`);
  const report = path.join('out', `${name}.html`);
  step(`huntbook run ${notebook}\n`);
  await run(program(), ['run', notebook, '--out', executed, '--report', report]);
  console.log(`\nThe notebook with its results: ${executed}\nThe report, for any browser:   ${report}\nThe same in VS Code:           npm run vscode`);
});
