import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The structs of a Go file: their names and their fields' JSON names, "?" behind those that may be left out. */
function goStructs(file: string): Map<string, string[]> {
  const structs = new Map<string, string[]>();
  for (const [, name, body] of readFileSync(file, 'utf8').matchAll(/^type (\w+) struct \{\n([^]*?)^\}/gm)) {
    const fields = [...body!.matchAll(/`json:"(\w+)(,omitempty|,omitzero)?"`/g)].map(([, field, optional]) => field + (optional ? '?' : ''));
    structs.set(name!, fields.sort());
  }
  return structs;
}

/** The interfaces of a TypeScript file, in the same form. */
function interfaces(file: string): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const [, name, body] of readFileSync(file, 'utf8').matchAll(/^export interface (\w+) \{\n([^]*?)^\}/gm)) {
    result.set(name!, [...body!.matchAll(/^ {2}(\w+\??):/gm)].map(([, field]) => field!).sort());
  }
  return result;
}

for (const [go, ts] of [['controller/wire.go', 'extension/src/wire.ts'], ['controller/render/mime.go', 'extension/renderer/result.ts']] as const) {
  test(`${ts} mirrors ${go}`, () => {
    const theirs = goStructs(go);
    assert.ok(theirs.size > 4, 'structs are found');
    assert.deepEqual(Object.fromEntries(interfaces(ts)), Object.fromEntries(theirs));
  });
}

test('the names of methods are the same on both sides', () => {
  const go = [...readFileSync('controller/wire.go', 'utf8').matchAll(/^\tMethod\w+ += "([^"]+)"/gm)].map(([, name]) => name).sort();
  const text = readFileSync('extension/src/wire.ts', 'utf8');
  const block = /export const Method = \{([^]*?)\}/.exec(text)![1]!;
  assert.deepEqual([...block.matchAll(/: '([^']+)'/g)].map(([, name]) => name).sort(), go);
});

test('the MIME type is the same on both sides, and the manifest has a renderer for it', () => {
  const mime = /const MIME = "([^"]+)"/.exec(readFileSync('controller/render/mime.go', 'utf8'))![1]!;
  assert.ok(readFileSync('extension/src/wire.ts', 'utf8').includes(`'${mime}'`));
  assert.ok(readFileSync('package.json', 'utf8').includes(`"${mime}"`));
});
