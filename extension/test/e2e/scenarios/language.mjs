import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../editor.mjs';
import { copySamples } from '../workspace.mjs';

export const name = 'a .kql file is completed and checked, and its query runs';

export function prepare(workspace) {
  copySamples(workspace);
  fs.writeFileSync(path.join(workspace, 'hunt.kql'), 'SigninLogs\n| where TimeGenerated > datetime(2024-05-13)\n| summarize Failures = count() by UserPrincipalName\n');
  return { files: ['hunt.kql'] };
}

export async function run(editor, { picture }) {
  const { page } = editor;
  await editor.focusText();
  await page.keyboard.press('Control+End');
  await editor.type('| where ');
  await page.keyboard.press('Escape');
  const labels = await editor.completions('Failures');
  // Only the columns that summarize leaves are there.
  assert.ok(labels.includes('UserPrincipalName'), `columns: ${labels.join()}`);
  assert.ok(!labels.includes('IPAddress'), 'a column that summarize drops is not offered');
  await picture('completion');
  await editor.type('Fail');
  await until('the list is filtered', async () => (await page.locator('.suggest-widget.visible .monaco-list-row .label-name').first().textContent()) === 'Failures');
  await page.keyboard.press('Tab');
  await editor.type(' > 3');
  await until('no squiggle is left', async () => (await editor.squiggles().count()) === 0);

  await page.keyboard.press('Enter');
  await editor.type('| project Nowhere');
  await page.keyboard.press('Escape');
  await until('the unknown column is underlined', () => editor.squiggles().count());
  const problems = await until('the problem names it', async () => {
    const list = await editor.problems();
    return list.some((text) => text?.includes('Nowhere')) && list;
  });
  assert.equal(problems.filter((text) => text.includes('Nowhere')).length, 1);
  await picture('unknown-column');

  await page.keyboard.press('Control+1');
  await editor.focusText();
  await page.keyboard.press('Control+End');
  for (const _ of 'Nowhere') await page.keyboard.press('Backspace');
  await editor.type('UserPrincipalName, Failures');
  await page.keyboard.press('Escape');
  await until('no squiggle is left', async () => (await editor.squiggles().count()) === 0);
  await editor.command('Huntbook: Run Query at the Cursor');
  const outputs = await editor.outputs();
  await until('the result is beside the file', async () => /\d+ rows, 2 columns/.test(await outputs.locator('.hb-status').first().textContent()));
  await picture('query');
}
