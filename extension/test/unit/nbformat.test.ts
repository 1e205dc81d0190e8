import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { read, renewIds, write } from '../../src/nbformat';

const golden = path.resolve('controller/notebook/testdata') // tests run in the project's folder;
const bytes = (text: string) => new TextEncoder().encode(text);

test('the notebook file is written as the Go package writes it', async (t) => {
  const inputs = readdirSync(golden).filter((name) => name.endsWith('.in.ipynb'));
  assert.ok(inputs.length >= 5, 'golden files are missing');
  for (const name of inputs) {
    await t.test(name, () => {
      const want = readFileSync(path.join(golden, name.replace('.in.', '.out.')), 'utf8');
      assert.equal(Buffer.from(write(read(readFileSync(path.join(golden, name))))).toString(), want);
      assert.equal(Buffer.from(write(read(bytes(want)))).toString(), want, 'written again');
    });
  }
});

test('texts that are no notebook are refused with the same words', () => {
  const cases = JSON.parse(readFileSync(path.join(golden, 'errors.json'), 'utf8')) as { text: string; error: string }[];
  assert.ok(cases.length > 0);
  for (const { text, error } of cases) assert.throws(() => read(bytes(text)), { message: error }, text);
  assert.throws(() => read(new Uint8Array([0x7b, 0xff])), { message: 'not UTF-8 text' });
  assert.throws(() => read(bytes('{"cells": [')), /^Error: not JSON: /);
});

test('a pasted cell gets a new id, the one above keeps its own', () => {
  const cells = [{ id: 'a', source: 'T' }, { id: 'a', source: 'T' }, { id: '', source: 'T' }];
  renewIds(cells);
  assert.equal(cells[0]!.id, 'a');
  assert.equal(new Set(cells.map((cell) => cell.id)).size, 3);
  const again = [{ id: '', source: 'T' }];
  renewIds(again);
  assert.equal(again[0]!.id, cells[1]!.id, 'the id follows from the text');
});
