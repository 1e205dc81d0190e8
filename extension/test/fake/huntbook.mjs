#!/usr/bin/env node
// A stand-in for the huntbook program in tests of the extension: it speaks the protocols and runs no KQL. The first word of
// a cell says what happens: rows N, chart, slow, fail, die, or anything else for a small table.
//
// HUNTBOOK_FAKE=crash makes it end at once with a message, as a broken installation would.

import { createRequire } from 'node:module';

const rpc = createRequire(import.meta.url)('vscode-jsonrpc/node');
const mime = 'application/vnd.huntbook.result+json';

if (process.env.HUNTBOOK_FAKE === 'crash') {
  process.stderr.write('cannot load the engine\n');
  process.exit(3);
}
const connection = rpc.createMessageConnection(process.stdin, process.stdout);
if (process.argv[2] === 'lsp') {
  connection.onRequest('initialize', () => ({ capabilities: { textDocumentSync: 1 } }));
  connection.onRequest('shutdown', () => null);
} else {
  controller();
}
connection.onNotification('exit', () => process.exit(0));
connection.onClose(() => process.exit(0));
connection.listen();

function controller() {
  const notebooks = new Map();
  const results = new Map();
  const cancelled = new Set();
  let order = 0;

  connection.onRequest('initialize', (params) => ({ version: `fake ${params.client}`, connections: [{ name: 'local', kind: 'files' }], localEngine: true }));
  connection.onRequest('shutdown', () => null);
  connection.onRequest('notebook/sync', (params) => {
    notebooks.set(params.notebook, params);
    return { version: params.version, states: params.cells.filter((cell) => cell.kind === 'code').map((cell) => ({ cell: cell.id, state: 'idle' })) };
  });
  connection.onRequest('notebook/close', () => ({}));
  connection.onRequest('notebook/interrupt', (params) => {
    for (const cell of params.cells ?? []) cancelled.add(cell);
    return {};
  });
  connection.onRequest('notebook/run', async ({ notebook, cells }) => {
    const ran = [];
    const event = (cell, kind, more = {}) => connection.sendNotification('notebook/event', { notebook, cell, kind, index: 0, ...more });
    for (const id of cells) event(id, 'queued');
    for (const id of cells) {
      const { text } = notebooks.get(notebook).cells.find((cell) => cell.id === id);
      event(id, 'started', { order: ++order });
      const ending = await cell(id, text.trim(), event);
      ran.push(id);
      event(id, ending.kind, ending);
      if (ending.kind !== 'done') return { ran, failed: id };
    }
    return { ran };
  });
  connection.onRequest('result/page', ({ result, offset, limit, sort = [], search = '' }) => {
    const all = results.get(result);
    if (all === undefined) return { offset, rows: [], total: 0, gone: true };
    let rows = all.filter((row) => search === '' || row.some((value) => String(value).toLowerCase().includes(search.toLowerCase())));
    for (const { column, desc } of sort.toReversed()) rows = rows.toSorted((a, b) => (a[column] < b[column] ? -1 : a[column] > b[column] ? 1 : 0) * (desc ? -1 : 1));
    return { offset, rows: rows.slice(offset, offset + limit), total: rows.length };
  });

  async function cell(id, text, event) {
    const [word, number] = text.split(/\s+/);
    switch (word) {
      case 'fail':
        return { kind: 'failed', error: { code: 'FAKE1', message: 'this cell fails on purpose', remedy: 'Write something else.', diagnostics: [{ cell: id, start: 0, end: 4, severity: 'error', code: 'FAKE1', message: 'this cell fails on purpose' }] } };
      case 'die':
        process.stderr.write('out of memory\n');
        process.exit(137);
        return undefined;
      case 'slow':
        for (let i = 0; !cancelled.delete(id); i++) {
          event(id, 'progress', { text: `${i} rows` });
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return { kind: 'cancelled' };
      default: {
        const rows = Array.from({ length: Number(number) || 3 }, (_, i) => [String(i), `host-${i % 97}`, `2024-05-01T${String(i % 24).padStart(2, '0')}:00:00.0000000Z`, i % 7 === 0 ? null : i / 8, JSON.stringify({ user: `u${i % 5}`, tags: ['<b>a</b>', 'b'] })]);
        results.set(`r-${id}`, rows);
        const columns = [['Number', 'long'], ['Host', 'string'], ['Time', 'datetime'], ['Score', 'real'], ['Extra', 'dynamic']].map(([name, type]) => ({ name, type }));
        const result = { version: 1, id: `r-${id}`, name: `named_${id.replaceAll(/\W/g, '_')}`, columns, rows: rows.slice(0, 100), total: rows.length, source: { connection: 'local', query: '', at: '2024-05-01T00:00:00Z', ms: 1, rows: rows.length } };
        if (word === 'chart') {
          const points = (f) => Array.from({ length: 48 }, (_, i) => [Date.UTC(2024, 4, 1, i), f(i)]);
          result.chart = { kind: number || 'timechart', xType: 'time', stack: 'none', legend: true, x: 2, y: [0], by: [], series: [{ name: 'fail <i>ed</i>', points: points((i) => 40 + 30 * Math.sin(i / 4)) }, { name: 'success', points: points((i) => 90 + 25 * Math.cos(i / 5)) }] };
        }
        event(id, 'output', { output: { [mime]: result, 'text/plain': `${rows.length} rows` } });
        return { kind: 'done', ms: 1, schemas: [{ cell: id, name: result.name, columns }] };
      }
    }
  }
}
