// npm run vscode: VS Code with the extension and a copy of the samples. The desktop program when `code` is there, else
// code-server, to be opened in a browser.

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { buildProgram, has, main, root, run, step } from './project.mjs';

const samples = path.join(root, 'extension/samples');
const folder = path.join(root, 'out/samples');

/** The samples are copied, so that running them changes nothing in the project; what was edited there is kept. */
function copySamples() {
  fs.mkdirSync(folder, { recursive: true });
  for (const entry of fs.readdirSync(samples, { withFileTypes: true })) {
    const target = path.join(folder, entry.name);
    if (entry.isFile() && !fs.existsSync(target)) fs.copyFileSync(path.join(samples, entry.name), target);
  }
}

await main(async () => {
  await build({ check: false });
  await buildProgram();
  copySamples();
  const notebook = path.join(folder, 'night-shift.kqlnb');
  if (has('code')) {
    step('code');
    await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, folder, notebook], { shell: process.platform === 'win32' });
    return;
  }
  const { setUpServer, places } = await import('../test/e2e/setup.mjs');
  const { startServer } = await import('../test/e2e/editor.mjs');
  setUpServer();
  const server = await startServer(path.join(places().cache, 'editor'), { port: Number(process.env.PORT || 8765) });
  const payload = JSON.stringify([['openFile', `vscode-remote://${new URL(server.address).host}${notebook}`]]);
  console.log(`\nOpen in a browser:\n  ${server.address}/?${new URLSearchParams({ folder, payload })}\n\nCtrl+C ends it.`);
  await new Promise((resolve) => process.once('SIGINT', resolve));
  await server.stop();
});
