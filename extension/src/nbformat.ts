// The notebook file, nbformat 4.5: text to Notebook and back. This is the twin of the Go package controller/notebook,
// whose documentation states the rules (R1 to R8 of reading, W1 to W8 of writing); both are held to the files in its
// testdata, byte for byte. Nothing here knows VS Code.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Notebook {
  cells: Cell[];
  metadata: JsonObject;
  /** nbformat_minor as it was read. */
  minor: number;
  /** Fields of the top level that the format does not name. */
  extra: JsonObject;
}

export type CellKind = 'code' | 'markdown' | 'raw';

export interface Cell {
  id: string;
  kind: CellKind;
  language: string;
  source: string;
  metadata: JsonObject;
  /** execution_count; 0: none. */
  count: number;
  outputs: Output[];
  extra: JsonObject;
}

/** An output as nbformat has it, with texts that are cut into lines joined (rule R7). */
export type Output = JsonObject;

const maxMinor = 1 << 20;
const maxCount = 2 ** 31 - 1;

export function read(bytes: Uint8Array): Notebook {
  const text = decode(bytes);
  if (text.trim() === '') return { cells: [], metadata: {}, minor: 5, extra: {} };
  const top = parse(text);
  if (!isObject(top)) throw new Error('not a notebook: an object is expected');
  if ('nbformat' in top && top.nbformat !== 4) throw new Error('nbformat: only version 4 is read');
  if (!Array.isArray(top.cells)) throw new Error('cells: a list is expected');
  const metadata = objectField(top, 'metadata', 'metadata');
  const cells = top.cells.map((value, i) => readCell(value, `cells[${i}]`));
  renewIds(cells);
  return { cells, metadata, minor: integer(top.nbformat_minor, maxMinor), extra: rest(top, ['cells', 'metadata', 'nbformat', 'nbformat_minor']) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('not UTF-8 text');
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`not JSON: ${(error as Error).message}`);
  }
}

function readCell(value: Json, at: string): Cell {
  if (!isObject(value)) throw new Error(`${at}: an object is expected`);
  const kind = value.cell_type;
  if (kind !== 'code' && kind !== 'markdown' && kind !== 'raw') throw new Error(`${at}.cell_type: code, markdown or raw is expected`);
  const metadata = objectField(value, 'metadata', `${at}.metadata`);
  const source = 'source' in value ? joined(value.source) : '';
  if (source === undefined) throw new Error(`${at}.source: a string or a list of strings is expected`);
  const cell: Cell = {
    id: typeof value.id === 'string' ? value.id : '',
    kind,
    language: kind,
    source: source.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
    metadata,
    count: 0,
    outputs: [],
    extra: rest(value, ['cell_type', 'id', 'metadata', 'source', 'execution_count', 'outputs']),
  };
  if (kind !== 'code') return cell;
  const vscode = metadata.vscode;
  const language = isObject(vscode) ? vscode.languageId : undefined;
  cell.language = typeof language === 'string' && language !== '' ? language : 'kusto';
  cell.count = integer(value.execution_count, maxCount);
  if (!('outputs' in value)) return cell;
  if (!Array.isArray(value.outputs)) throw new Error(`${at}.outputs: a list is expected`);
  cell.outputs = value.outputs.map((output, i) => readOutput(output, `${at}.outputs[${i}]`));
  return cell;
}

function readOutput(value: Json, at: string): Output {
  if (!isObject(value)) throw new Error(`${at}: an object is expected`);
  if (typeof value.output_type !== 'string') throw new Error(`${at}.output_type: a string is expected`);
  return withTexts(value, (text) => joined(text) ?? text);
}

/** Applies a change to the texts of an output that nbformat cuts into lines. */
function withTexts(output: Output, change: (value: Json) => Json): Output {
  const result = { ...output };
  if (result.output_type === 'stream' && 'text' in result) result.text = change(result.text);
  if (isObject(result.data)) {
    result.data = Object.fromEntries(Object.entries(result.data).map(([mime, value]) => [mime, isCut(mime) ? change(value) : value]));
  }
  return result;
}

function isCut(mime: string): boolean {
  return mime.startsWith('text/') || mime === 'application/javascript' || mime === 'image/svg+xml';
}

/** Rule R8: of cells with the same id the first keeps it; a missing one follows from the text. */
export function renewIds(cells: { id: string; source: string }[]): void {
  const taken = new Set<string>();
  for (const cell of cells) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(cell.id) || taken.has(cell.id)) cell.id = '';
    else taken.add(cell.id);
  }
  for (const cell of cells) {
    if (cell.id !== '') continue;
    let hash = fnv1a(new TextEncoder().encode(cell.source));
    while (taken.has(hex8(hash))) hash = (hash + 1) >>> 0;
    cell.id = hex8(hash);
    taken.add(cell.id);
  }
}

function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const hex8 = (n: number): string => n.toString(16).padStart(8, '0');

export function write(notebook: Notebook): Uint8Array {
  const cells = notebook.cells.map((cell) => ({ ...cell }));
  renewIds(cells);
  const metadata = {
    ...notebook.metadata,
    kernelspec: { ...objectOr(notebook.metadata.kernelspec), display_name: 'Huntbook KQL', language: 'kusto', name: 'huntbook' },
    language_info: { ...objectOr(notebook.metadata.language_info), file_extension: '.kql', name: 'kusto' },
  };
  const top = { ...notebook.extra, cells: cells.map(cellObject), metadata, nbformat: 4, nbformat_minor: Math.max(5, notebook.minor) };
  return new TextEncoder().encode(print(top, '\n') + '\n');
}

function cellObject(cell: Cell): JsonObject {
  const metadata = { ...cell.metadata };
  if (cell.kind === 'code' && cell.language !== 'kusto' && cell.language !== '') {
    metadata.vscode = { ...objectOr(metadata.vscode), languageId: cell.language };
  } else if (isObject(metadata.vscode)) {
    const others = rest(metadata.vscode, ['languageId']);
    if (Object.keys(others).length > 0) metadata.vscode = others;
    else delete metadata.vscode;
  }
  const object: JsonObject = { ...cell.extra, cell_type: cell.kind, id: cell.id, metadata, source: lines(cell.source) };
  if (cell.kind !== 'code') return object;
  object.execution_count = cell.count > 0 ? cell.count : null;
  object.outputs = cell.outputs.map((output) => withTexts(output, (value) => (typeof value === 'string' ? lines(value) : value)));
  return object;
}

/** Rule W4: cut after each "\n". */
function lines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Rules W6 to W8. `newline` is the line break with the indentation of the value. */
function print(value: Json | undefined, newline: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  const inner = newline + ' ';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return '[' + inner + value.map((item) => print(item, inner)).join(',' + inner) + newline + ']';
  }
  // Array.sort without a comparison orders strings by UTF-16 code units.
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  if (keys.length === 0) return '{}';
  return '{' + inner + keys.map((key) => quote(key) + ': ' + print(value[key], inner)).join(',' + inner) + newline + '}';
}

/** JSON.stringify escapes just what rule W7 says, once half surrogate pairs are gone. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed());
}

function joined(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('');
  return undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function objectField(object: JsonObject, key: string, at: string): JsonObject {
  const value = Object.hasOwn(object, key) ? object[key] : {};
  if (!isObject(value)) throw new Error(`${at}: an object is expected`);
  return value;
}

function integer(value: Json | undefined, limit: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit ? value : 0;
}

function rest(object: JsonObject, named: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !named.includes(key)));
}
