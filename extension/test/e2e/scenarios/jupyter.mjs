import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../editor.mjs';
import { writeNotebook } from '../workspace.mjs';

export const name = 'a .ipynb opens with the Huntbook kernel and runs';

export function prepare(workspace) {
  writeNotebook(path.join(workspace, 'old.ipynb'), { one: '//% as numbers\nprint n = 40 + 2', two: 'numbers | extend m = n * 2' });
}

export async function run(editor, { workspace }) {
  await editor.openNotebook('old.ipynb');
  await until('the kernel is Huntbook', async () => (await editor.page.locator('.notebookOverlay .notebook-toolbar-container').textContent()).includes('Huntbook KQL'));
  await editor.runAll();
  const cells = await editor.cellsDone(2);
  assert.deepEqual(cells.map((cell) => cell.state), ['success', 'success']);
  const outputs = await editor.outputs();
  await until('both results', async () => (await outputs.locator('.hb-body [aria-rowindex="2"] [aria-colindex]').allTextContents()).join() === '42,42,84');
  await editor.page.keyboard.press('Control+S');
  await until('saved', () => JSON.parse(fs.readFileSync(path.join(workspace, 'old.ipynb'), 'utf8')).cells[1].outputs.length === 1);
}
