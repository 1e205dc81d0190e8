import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOption, shortNumber, timeText, type Theme } from '../../renderer/chartOption';
import { asJson, cellText, detailText, tabSeparated } from '../../renderer/format';
import type { Chart, Point } from '../../renderer/result';
import { Gone, pageSize, Rows, type Fetch } from '../../renderer/rows';
import { tokenExpiry, tokenRequest } from '../../src/scopes';

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => [from + i]);

test('rows of the first page need no asking, others come by page and once', async () => {
  const asked: number[] = [];
  const fetch: Fetch = async (offset, limit) => (asked.push(offset), { offset, rows: numbered(offset, offset + limit), total: 1000 });
  const changes: number[] = [];
  const rows = new Rows(numbered(0, 100), 1000, fetch, () => changes.push(1));
  rows.need(0, 90);
  assert.deepEqual(asked, []);
  rows.need(350, 420);
  rows.need(350, 420);
  assert.deepEqual(asked, [pageSize, 2 * pageSize]);
  await new Promise(setImmediate);
  assert.equal(changes.length, 2);
  assert.deepEqual(rows.at(410), [410]);
  assert.equal(rows.at(900), undefined);
});

test('an answer to an older order is dropped', async () => {
  const answers: (() => void)[] = [];
  const fetch: Fetch = (offset, _limit, sort) => new Promise((resolve) => answers.push(() => resolve({ offset, rows: [[sort.length]], total: 1 })));
  const rows = new Rows([[9]], 500, fetch, () => undefined);
  void rows.arrange([{ column: 0 }], '');
  const second = rows.arrange([{ column: 0 }, { column: 1 }], '');
  answers[1]!();
  await second;
  answers[0]!();
  await new Promise(setImmediate);
  assert.deepEqual(rows.at(0), [2]);
});

test('a result that is not held any more shows what the output has', async () => {
  for (const fetch of [undefined, async () => Promise.reject(new Gone('')), async () => ({ offset: 0, rows: [], total: 0, gone: true })]) {
    const rows = new Rows(numbered(0, 100), 1000, fetch, () => undefined);
    rows.need(300, 310);
    await new Promise(setImmediate);
    assert.equal(rows.gone, true);
    assert.equal(rows.total, 100);
    assert.deepEqual(rows.at(99), [99]);
  }
});

test('another failure keeps the rows and says so', async () => {
  const rows = new Rows(numbered(0, 100), 1000, async () => Promise.reject(new Error('busy')), () => undefined);
  rows.need(300, 310);
  await new Promise(setImmediate);
  assert.equal(rows.gone, false);
  assert.equal(rows.error, 'busy');
});

test('values as text', () => {
  assert.equal(cellText('2024-05-01T10:00:00.0000000Z', 'datetime'), '2024-05-01 10:00:00');
  assert.equal(cellText('2024-05-01T10:00:00.1200000Z', 'datetime'), '2024-05-01 10:00:00.12');
  assert.equal(cellText('1.02:03:00', 'timespan'), '1.02:03:00');
  assert.equal(cellText('-00:19:10.6700000', 'timespan'), '-00:19:10.67');
  assert.equal(cellText('a\n  b', 'string'), 'a \u21b5 b');
  assert.equal(cellText('9223372036854775807', 'long'), '9223372036854775807');
  assert.equal(cellText('x'.repeat(1000), 'string').length, 401);
  assert.equal(detailText('{"a":[1]}', 'dynamic'), '{\n  "a": [\n    1\n  ]\n}');
  assert.equal(asJson('{"id":12345678901234567890}', 'dynamic'), undefined, 'a number that would be rounded is left as text');
  assert.equal(detailText('{broken', 'string'), '{broken');
});

test('copied cells keep their shape', () => {
  const columns = [{ name: 'a\tb', type: 'string' }, { name: 't', type: 'datetime' }];
  assert.equal(tabSeparated(columns, [['x\ty\nz', '2024-05-01T10:00:00.0000000Z'], [null, null]], true), 'a b\tt\nx y z\t2024-05-01T10:00:00.0000000Z\n\t');
});

const theme: Theme = { text: '#111', dim: '#222', line: '#333', background: '#444', font: 'x' };
const chart = (kind: string, more: Partial<Chart> = {}): Chart => ({ kind, xType: 'category', stack: 'none', legend: true, x: 0, y: [1], by: [], series: [{ name: 's', points: [['a', 1], ['b', 3]] as Point[] }, { name: 't', points: [['b', 1]] as Point[] }], ...more });
type Drawn = { type: string; data: unknown[]; stack?: string; areaStyle?: object };
const series = (c: Chart): Drawn[] => chartOption(c, theme, () => '').series as Drawn[];

test('each kind of chart is drawn with its kind of series', () => {
  const kinds = { timechart: 'line', linechart: 'line', areachart: 'line', stackedareachart: 'line', columnchart: 'bar', barchart: 'bar', scatterchart: 'scatter', piechart: 'pie' };
  for (const [kind, type] of Object.entries(kinds)) assert.equal(series(chart(kind))[0]!.type, type, kind);
  assert.ok(series(chart('areachart'))[0]!.areaStyle);
});

test('categories have their places, also those that a series lacks', () => {
  assert.deepEqual(series(chart('columnchart')).map((one) => one.data), [[[0, 1], [1, 3]], [[1, 1]]]);
  assert.deepEqual(series(chart('barchart'))[0]!.data, [[1, 0], [3, 1]], 'bars lie: the value first');
});

test('stacks and percents', () => {
  const [s, t] = series(chart('columnchart', { stack: 'percent' }));
  assert.equal(s!.stack, t!.stack);
  assert.deepEqual(s!.data, [[0, 100], [1, 75]]);
  assert.deepEqual(t!.data, [[1, 25]]);
  assert.equal(series(chart('columnchart'))[0]!.stack, undefined);
});

test('numbers and times of axes', () => {
  assert.equal(shortNumber(1500), '1.5k');
  assert.equal(shortNumber(-2e6), '-2M');
  assert.equal(shortNumber(0.25), '0.25');
  assert.equal(timeText(Date.UTC(2024, 4, 1, 10)), '2024-05-01 10:00:00');
  assert.equal(timeText(Date.UTC(2024, 4, 1)), '2024-05-01');
});

test('token scopes follow from kind and cloud', () => {
  assert.deepEqual(tokenRequest('kusto', '', 'contoso.example'), { provider: 'microsoft', scopes: ['https://kusto.kusto.windows.net/.default', 'VSCODE_TENANT:contoso.example'] });
  assert.equal(tokenRequest('defender', 'usgov')!.provider, 'microsoft-sovereign-cloud');
  assert.equal(tokenRequest('files'), undefined);
  assert.equal(tokenRequest('kusto', 'toString'), undefined);
  assert.equal(tokenExpiry(`x.${Buffer.from('{"exp":1714557600}').toString('base64url')}.y`), '2024-05-01T10:00:00.000Z');
  assert.equal(tokenExpiry('opaque'), undefined);
});
