import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as path from 'node:path';

const load = async (file: string) => (await import(pathToFileURL(path.resolve(file)).href)) as { bundles(o?: object): Record<string, object>; esbuild(): { build(o: object): Promise<{ outputFiles: { contents: Uint8Array }[] }> } };

test('the chart script that is committed is the one that is built', async () => {
  const { bundles, esbuild } = await load('extension/scripts/build.mjs');
  const { outputFiles } = await esbuild().build({ ...bundles().chart, write: false });
  const built = Buffer.from(outputFiles[0]!.contents);
  assert.ok(built.equals(readFileSync('controller/render/assets/chart.js')), 'run "npm run build" and commit controller/render/assets/chart.js');
  const text = built.toString();
  assert.ok(!/\bnew Function\b|\beval\(/.test(text), 'no eval');
  assert.ok(!/<\/script/i.test(text), 'it can stand in a page');
});
