import assert from 'node:assert/strict';
import path from 'node:path';
import { until } from '../editor.mjs';
import { processIn, writeNotebook } from '../workspace.mjs';

export const name = 'sort and scroll, stale cells, an error in its place, a long cell cancelled, the controller killed';

const texts = {
  big: '//% as big\nrange i from 1 to 100000 step 1\n| extend Host = strcat("host-", i % 97), Half = i / 2.0',
  uses: 'big\n| summarize n = count() by Host\n| where n > 1000',
  wrong: 'big\n| extend x = Nowhere + 1',
  long: 'range a from 1 to 1000000 step 1\n| extend k = 1\n| join kind=inner (range b from 1 to 1000000 step 1 | extend k = 1) on k\n| summarize s = sum(a * b)',
};

export function prepare(workspace) {
  writeNotebook(path.join(workspace, 'lab.kqlnb'), texts);
  return { height: 1900 };
}

export async function run(editor, { workspace, picture }) {
  const { page } = editor;
  await editor.openNotebook('lab.kqlnb');
  await editor.runAll();
  const cells = await editor.cellsDone(3);
  assert.deepEqual(cells.map((cell) => cell.state), ['success', 'success', 'error', 'none']);
  const outputs = await editor.outputs();
  const said = () => outputs.locator('#container').innerText();

  // The error: its message under the cell, its squiggle in it.
  await until('the message', async () => (await said()).includes('Nowhere'));
  assert.ok(await page.locator('.code-cell-row').nth(2).locator('.squiggly-error').count());
  assert.equal(await page.locator('.code-cell-row').nth(1).locator('.squiggly-error').count(), 0);

  // 100,000 rows: ordered by the controller, the last one by keyboard.
  const table = outputs.locator('.hb').first();
  const value = (row, column) => table.locator(`.hb-body [aria-rowindex="${row + 1}"] [aria-colindex="${column}"]`).textContent();
  await table.locator('.hb-head [aria-colindex="1"]').click();
  await table.locator('.hb-head [aria-colindex="1"]').click();
  await until('sorted downwards', async () => (await value(1, 1)) === '100000');
  await table.locator('.hb-grid').focus();
  await page.keyboard.press('Control+End');
  await until('the last row', async () => (await value(100000, 1)) === '1');
  await table.locator('.hb-grid').evaluate((grid) => (grid.scrollTop = grid.scrollHeight / 2));
  await until('the middle', async () => (await value(50000, 1)) === '50001');
  await picture('table');

  // An edit makes what depends on it stale, and the mark says why.
  await editor.cellText(0).click();
  await page.keyboard.press('Control+End');
  await editor.type(' + 1');
  await until('the cell below is stale', async () => (await editor.cells())[1].status.includes('stale'));
  await picture('stale');

  // A cell that would run for hours is stopped.
  await editor.runCell(3);
  await until('it runs', async () => (await editor.cells())[3].state === 'busy');
  await editor.runCell(3);
  await until('it was stopped', async () => (await editor.cells())[3].state === 'none' && (await editor.cells())[3].status.includes('cancelled'));

  // The controller is killed while a cell runs: the cell says so, another controller comes, and cells run.
  await editor.runCell(3);
  await until('it runs again', async () => (await editor.cells())[3].state === 'busy');
  const before = await until('a controller', () => processIn(workspace, 'controller'));
  process.kill(before, 'SIGKILL');
  await until('the cell says why it failed', async () => (await said()).includes('ended by SIGKILL'));
  await until('another controller', () => {
    const now = processIn(workspace, 'controller');
    return now !== undefined && now !== before;
  });
  await editor.runCell(0);
  await until('a cell runs', async () => (await editor.cells())[0].state === 'success' && /\[1\]/.test((await editor.cells())[0].order));
  await picture('after-death');
}
