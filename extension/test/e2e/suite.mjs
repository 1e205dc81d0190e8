// The end-to-end suite: each scenario gets an editor of its own, on a fresh copy of its folder. One that fails is tried
// once more, and what was seen at each failure is printed: the error, the logs, where the picture is.
//
//   node extension/test/e2e/suite.mjs [PART OF A NAME]

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main, root, step } from '../../scripts/project.mjs';
import { Editor, logs, startBrowser, startServer } from './editor.mjs';
import { setUp } from './setup.mjs';

const folder = path.join(import.meta.dirname, 'scenarios');
const pictures = path.join(root, 'out/e2e');

export async function runScenarios(wanted = '') {
  const browser = await startBrowser();
  let failed = 0;
  let ran = 0;
  try {
    for (const file of fs.readdirSync(folder).sort()) {
      const scenario = await import(path.join(folder, file));
      if (!scenario.name.includes(wanted)) continue;
      ran++;
      if (!(await attempt(browser, scenario, 1)) && (process.env.HUNTBOOK_E2E_ONCE || !(await attempt(browser, scenario, 2)))) failed++;
    }
  } finally {
    await browser.close();
  }
  if (ran === 0) throw new Error(`no scenario is called ${wanted}`);
  if (failed > 0) throw new Error(`${failed} of ${ran} scenarios failed; pictures are in ${pictures}`);
  step(`${ran} scenarios passed`);
}

async function attempt(browser, scenario, number) {
  const began = Date.now();
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hbe2e-'));
  const workspace = path.join(work, 'workspace');
  fs.mkdirSync(workspace);
  let server;
  let editor;
  try {
    const options = (await scenario.prepare?.(workspace)) ?? {};
    server = await startServer(work, options);
    editor = await Editor.open(browser, server, workspace, options);
    await scenario.run(editor, { workspace, picture: (name) => editor.screenshot(path.join(pictures, `${name}.png`)) });
    step(`ok    ${scenario.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    const picture = path.join(pictures, `failed-${scenario.name.replaceAll(/\W+/g, '-')}-${number}.png`);
    await editor?.screenshot(picture).catch(() => undefined);
    step(`${number === 1 ? 'again' : 'FAILED'} ${scenario.name}\n${error.stack}\npicture: ${picture}\n${logs(work)}\n${server?.log().split('\n').slice(-15).join('\n') ?? ''}`);
    return false;
  } finally {
    await editor?.close().catch(() => undefined);
    await server?.stop();
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    setUp();
    await runScenarios(process.argv[2]);
  });
}
