import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/project.mjs';
import { until } from '../editor.mjs';

export const name = 'cells, table, chart, cancel and death with a stand-in controller';

const cell = (id, source) => ({ cell_type: 'code', id, metadata: {}, source: [source], execution_count: null, outputs: [] });

export function prepare(workspace) {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell('a', 'chart'), cell('b', 'rows 100000'), cell('c', 'fail'), cell('d', 'slow'), cell('e', 'die')] };
  fs.writeFileSync(path.join(workspace, 'protocol.kqlnb'), JSON.stringify(notebook));
  return { program: path.join(root, 'extension/test/fake/huntbook.mjs'), height: 1900 };
}

export async function run(editor, { picture }) {
  const { page } = editor;
  await editor.openNotebook('protocol.kqlnb');
  await editor.runAll();
  const cells = await editor.cellsDone(3);
  assert.deepEqual(cells.map((one) => one.state), ['success', 'success', 'error', 'none', 'none'], 'the first error stops the rest');

  const outputs = await editor.outputs();
  await until('the chart is drawn', () => outputs.locator('.hb-chart canvas').count());
  const table = outputs.locator('.hb').nth(1);
  await until('the table is drawn', () => table.locator('[role=row]').count());
  assert.match(await table.locator('.hb-status').textContent(), /100,000 rows/);
  await picture('stand-in');

  // Sorting is the controller's.
  const first = () => table.locator('.hb-body [aria-rowindex="2"] [aria-colindex="2"]').textContent();
  await table.locator('.hb-head [aria-colindex="2"]').click();
  await table.locator('.hb-head [aria-colindex="2"]').click();
  await until('sorted downwards', async () => (await first()) === 'host-96');
  await table.locator('.hb-head [aria-colindex="2"]').click();
  await until('in the own order again', async () => (await first()) === 'host-0');

  // Keyboard: to the last row, which is on a page far away.
  await table.locator('.hb-grid').focus();
  await page.keyboard.press('Control+End');
  await until('the last row', async () => (await table.locator('.hb-body [aria-rowindex="100001"] [aria-colindex="1"]').textContent()) === '99999');
  await page.keyboard.press('Enter');
  await until('details', async () => (await table.locator('.hb-details .hb-value').last().textContent())?.includes('"<b>a</b>"'));
  await picture('stand-in-details');
  await page.keyboard.press('Escape');
  await table.locator('.hb-search').fill('host-96');
  await until('found rows only', async () => /^1,030 of 100,000 rows$/.test(await table.locator('.hb-status').textContent()));
  await table.locator('.hb-search').fill('');

  // The failed cell has its message and its squiggle.
  await until('the message of the failed cell', async () => (await outputs.locator('#container').innerText()).includes('this cell fails on purpose'));
  await until('the squiggle', () => page.locator('.code-cell-row').nth(2).locator('.squiggly-error').count());

  // A cell that runs is stopped.
  await editor.runCell(3);
  await until('progress', async () => /\d+ rows/.test((await editor.cells())[3].status));
  await editor.runCell(3); // the button of a running cell stops it
  await until('cancelled', async () => (await editor.cells())[3].state === 'none');

  // The controller dies: the cell says so, and the next run works.
  await editor.runCell(4);
  await until('the death is told', async () => (await outputs.locator('#container').innerText()).includes('status 137'));
  await until('the table says that its rows are gone', async () => {
    await table.locator('.hb-head [aria-colindex="1"]').click();
    return (await table.locator('.hb-status').textContent()).includes('first 100 of 100,000');
  });
  await editor.runCell(0);
  await until('it runs again', async () => (await editor.cells())[0].state === 'success' && (await editor.cells())[0].order.includes('1'));
  await page.keyboard.press('Control+S');
}
