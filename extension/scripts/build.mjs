// Bundles the extension into extension/dist, after checking its types.
//
//   node extension/scripts/build.mjs [--watch | --production | --no-check]
//
// The chart bundle of reports is written to controller/render/assets/chart.js, where the Go program embeds it. It is
// committed, so that `go build` needs no Node; a test builds it again and compares.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureModules, root, step } from './project.mjs';

const common = { bundle: true, logLevel: 'warning', absWorkingDir: root, target: 'es2023', legalComments: 'inline' };

/** The bundles by name, as esbuild options. */
export function bundles({ production = false } = {}) {
  const own = { ...common, minify: production, sourcemap: production ? false : 'linked' };
  return {
    main: { ...own, entryPoints: ['extension/src/main.ts'], outfile: 'extension/dist/main.js', platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] },
    renderer: { ...own, entryPoints: ['extension/renderer/main.ts'], outfile: 'extension/dist/renderer.js', platform: 'browser', format: 'esm', minify: true, sourcemap: false },
    // The same bytes on every machine: no source map, no path, and the output is ASCII so that it can stand in any page.
    chart: {
      ...common, entryPoints: ['extension/renderer/report.ts'], outfile: 'controller/render/assets/chart.js', platform: 'browser', format: 'iife',
      globalName: 'HuntbookChart', minify: true, sourcemap: false, charset: 'ascii', legalComments: 'none',
      banner: { js: '/* Drawn with Apache ECharts and ZRender (Apache License 2.0, BSD 3-Clause). Built by extension/scripts/build.mjs. */' },
    },
  };
}

export function esbuild() {
  return createRequire(path.join(root, 'package.json'))('esbuild');
}

export function checkTypes() {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the types are not right');
}

export async function build(options = {}) {
  ensureModules();
  if (options.check !== false) {
    step('types of the extension');
    checkTypes();
  }
  step('bundles of the extension');
  for (const bundle of Object.values(bundles(options))) await esbuild().build(bundle);
}

if (process.argv[1] === import.meta.filename) {
  const has = (flag) => process.argv.includes(flag);
  try {
    if (has('--watch')) {
      for (const bundle of Object.values(bundles())) await (await esbuild().context(bundle)).watch();
      step('watching');
    } else {
      await build({ production: has('--production'), check: !has('--no-check') });
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
