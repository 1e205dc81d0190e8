import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../editor.mjs';
import { processIn, writeNotebook } from '../workspace.mjs';

export const name = 'in a folder that is not trusted KQL is completed and nothing runs';

export function prepare(workspace) {
  writeNotebook(path.join(workspace, 'strange.kqlnb'), { one: 'print n = 1' });
  fs.writeFileSync(path.join(workspace, 'strange.kql'), 'SigninLogs\n');
  return { trust: false, files: ['strange.kql'] };
}

export async function run(editor, { workspace }) {
  const { page } = editor;
  await until('the folder is restricted', async () => (await page.locator('.part.statusbar').textContent()).includes('Restricted Mode'));
  await editor.focusText();
  await page.keyboard.press('Control+End');
  await editor.type('| where ');
  await editor.completions('TimeGenerated');
  await page.keyboard.press('Escape');

  await editor.openNotebook('strange.kqlnb');
  await until('the notebook is shown', async () => (await editor.cells()).length === 1);
  await until('it has no kernel', async () => (await page.locator('.notebookOverlay .notebook-toolbar-container').textContent()).includes('Select Kernel'));
  assert.equal(processIn(workspace, 'controller'), undefined);
  assert.equal((await editor.cells())[0].state, 'none');
}
