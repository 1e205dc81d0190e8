import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../editor.mjs';
import { copySamples } from '../workspace.mjs';

export const name = 'the sample investigation runs, its tables and chart are read, and it is saved';

const notebook = 'night-shift.kqlnb';

export function prepare(workspace) {
  copySamples(workspace, { notebook: true });
  return { height: 2200 };
}

export async function run(editor, { workspace, picture }) {
  const inFile = () => JSON.parse(fs.readFileSync(path.join(workspace, notebook), 'utf8')).cells.filter((cell) => cell.cell_type === 'code');
  const counts = inFile().map((_, i) => i + 1);
  await editor.openNotebook(notebook);
  await editor.runAll();
  // Only cells in sight are drawn, so the file tells about all of them.
  await until('all cells have run, in order', async () => {
    await editor.page.keyboard.press('Control+S');
    return inFile().map((cell) => cell.execution_count).join() === counts.join();
  }, 120_000);
  const saved = await until('the outputs are in the file', async () => {
    await editor.page.keyboard.press('Control+S');
    return inFile().filter((cell) => cell.outputs.length > 0).length >= counts.length - 1 && inFile();
  });
  for (const { id, outputs } of saved) assert.ok(outputs.every((output) => output.output_type !== 'error'), `cell ${id} has no error`);
  const chartCell = saved.find((cell) => cell.id === 'signins');
  assert.equal(chartCell.outputs[0].output_type, 'display_data');
  for (const mime of ['application/vnd.huntbook.result+json', 'text/html', 'text/plain']) assert.ok(mime in chartCell.outputs[0].data, mime);

  // The language server finds nothing wrong: cells know the parameters and named results of the cells above.
  await until('no squiggle is left', async () => (await editor.squiggles().count()) === 0);

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
}
