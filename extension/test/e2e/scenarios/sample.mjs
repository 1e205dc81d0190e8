import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../editor.mjs';
import { copySamples } from '../workspace.mjs';

export const name = 'the sample investigation runs, its tables and chart are read, and it is saved';

const notebook = 'night-shift.kqlnb';

export function prepare(workspace) {
  copySamples(workspace, { notebook: true });
  return { height: 9000 };
}

export async function run(editor, { workspace, picture }) {
  const code = JSON.parse(fs.readFileSync(path.join(workspace, notebook), 'utf8')).cells.filter((cell) => cell.cell_type === 'code');
  await editor.openNotebook(notebook);
  await until('all cells are drawn', async () => (await editor.cells()).length === code.length);
  await editor.runAll();
  const cells = await editor.cellsDone(code.length, 120_000);
  assert.deepEqual(cells.map((cell) => cell.state), code.map(() => 'success'));
  assert.deepEqual(cells.map((cell) => cell.order.trim()), code.map((_, i) => `[${i + 1}]`));

  const outputs = await editor.outputs();
  await until('the chart is drawn', () => outputs.locator('.hb-chart:visible canvas').count());
  const chart = outputs.locator('.hb-chart:visible').first();
  assert.match(await chart.getAttribute('aria-label'), /^timechart: Sign-ins by the hour, Failed, Succeeded$/);
  const drawn = await chart.locator('canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) colours.add(`${data[i] >> 5},${data[i + 1] >> 5},${data[i + 2] >> 5}`);
    return colours.size;
  });
  assert.ok(drawn > 5, 'the canvas has the colours of lines and text');

  const sprayers = outputs.locator('.hb').filter({ has: outputs.locator('.hb-result-name', { hasText: /^sprayers$/ }) });
  const value = async (row, column) => {
    const names = await sprayers.locator('.hb-head .hb-label').allTextContents();
    return sprayers.locator(`.hb-body [aria-rowindex="${row + 2}"] [aria-colindex="${names.indexOf(column) + 1}"]`).textContent();
  };
  await until('the table of sprayers', async () => (await value(0, 'IPAddress')) === '203.0.113.77');
  assert.ok(Number(await value(0, 'Accounts')) > 20);
  await picture('sample');

  await editor.page.keyboard.press('Control+S');
  const saved = await until('the outputs are in the file', () => {
    const cells = JSON.parse(fs.readFileSync(path.join(workspace, notebook), 'utf8')).cells.filter((cell) => cell.cell_type === 'code');
    return cells.some((cell) => cell.outputs.length > 0) && cells;
  });
  const chartCell = saved.find((cell) => cell.id === 'signins');
  assert.equal(chartCell.outputs[0].output_type, 'display_data');
  for (const mime of ['application/vnd.huntbook.result+json', 'text/html', 'text/plain']) assert.ok(mime in chartCell.outputs[0].data, mime);
}
