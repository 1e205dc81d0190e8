// npm test: every test. Go's, the extension's units, the scenarios in a real VS Code. A part that fails does not keep the
// others from running; the status is 1 if any failed.
//
//   npm test [-- go | unit | editor]

import fs from 'node:fs';
import path from 'node:path';
import { build, esbuild } from './build.mjs';
import { buildProgram, ensureModules, main, root, run, step } from './project.mjs';

const parts = {
  go: [
    ['go vet', () => run('go', ['vet', './...'])],
    ['go test', () => run('go', ['test', './...'])],
  ],
  unit: [
    ['types and bundles', () => build()],
    ['unit tests of the extension', unitTests],
  ],
  editor: [
    ['scenarios in VS Code', scenarios],
  ],
};

async function unitTests() {
  const folder = path.join(root, 'extension/test/unit');
  const out = path.join(root, 'extension/dist/test');
  fs.rmSync(out, { recursive: true, force: true });
  const entryPoints = fs.readdirSync(folder).filter((file) => file.endsWith('.test.ts')).map((file) => path.join(folder, file));
  await esbuild().build({ entryPoints, outdir: out, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' });
  await run(process.execPath, ['--test', '--test-reporter=spec', ...fs.readdirSync(out).map((file) => path.join(out, file))]);
}

async function scenarios() {
  const { setUp } = await import('../test/e2e/setup.mjs');
  const { runScenarios } = await import('../test/e2e/suite.mjs');
  setUp();
  await runScenarios();
}

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((part) => !Object.hasOwn(parts, part));
  if (unknown) throw new Error(`there is no part ${unknown}; there are ${Object.keys(parts).join(', ')}`);
  ensureModules();
  const failures = [];
  let passed = 0;
  if (wanted.length === 0 || wanted.includes('editor')) {
    if (wanted.length > 0 && !wanted.includes('unit')) await build();
    await buildProgram();
  }
  for (const [part, steps] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(part)) continue;
    for (const [name, work] of steps) {
      step(name);
      try {
        await work();
        passed++;
      } catch (error) {
        failures.push(`${name}: ${error.message}`);
        step(`FAILED ${name}`);
      }
    }
  }
  console.log(`\nsteps: ${passed} passed, ${failures.length} failed`);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  step('all tests passed');
});
