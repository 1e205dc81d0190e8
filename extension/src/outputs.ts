// Outputs of cells: between what the file and the controller have (MIME bundles) and what VS Code shows (items of bytes).
//
// Invariant: an output that was read from a file and not run again is written as it was. Its `metadata` in VS Code holds
// what an item cannot: the other fields of the output, and values whose bytes would not give them back.

import * as vscode from 'vscode';
import { isObject, type Json, type JsonObject, type Output } from './nbformat';
import type { CellError } from './wire';

interface Kept {
  nbformat?: JsonObject;
  raw?: JsonObject;
}

const isJson = (mime: string): boolean => mime === 'application/json' || mime.endsWith('+json');
const isBinary = (mime: string): boolean => /^(image|audio|video)\//.test(mime) && mime !== 'image/svg+xml' || mime === 'application/pdf';

export function fromBundle(bundle: JsonObject): vscode.NotebookCellOutput {
  return fromFile({ output_type: 'display_data', data: bundle, metadata: {} });
}

/** The output of a failed cell, with the fields that the command line writes too. */
export function failure(error: CellError): vscode.NotebookCellOutput {
  const traceback = error.remedy ? [error.message, error.remedy] : [error.message];
  return fromFile({ output_type: 'error', ename: error.code || 'Error', evalue: error.message, traceback });
}

export function fromFile(output: Output): vscode.NotebookCellOutput {
  const { data, ...others } = output;
  const kept: Kept = { nbformat: others };
  if (output.output_type === 'stream') {
    const text = String(output.text ?? '');
    const item = output.name === 'stderr' ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);
    return new vscode.NotebookCellOutput([item], { ...kept });
  }
  if (output.output_type === 'error') {
    const lines = Array.isArray(output.traceback) ? output.traceback.map(String) : [];
    const error = { name: String(output.ename ?? 'Error'), message: String(output.evalue ?? ''), stack: lines.join('\n') };
    return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)], { ...kept });
  }
  const raw: JsonObject = {};
  const items: vscode.NotebookCellOutputItem[] = [];
  for (const [mime, value] of Object.entries(isObject(data) ? data : {})) {
    const bytes = encode(mime, value);
    items.push(new vscode.NotebookCellOutputItem(bytes, mime));
    if (!isJson(mime) && decode(mime, bytes) !== value) raw[mime] = value;
  }
  if (Object.keys(raw).length > 0) kept.raw = raw;
  if (data !== undefined && !isObject(data)) others.data = data;
  return new vscode.NotebookCellOutput(items, { ...kept });
}

export function toFile(output: vscode.NotebookCellOutput): Output {
  const kept = (output.metadata ?? {}) as Kept;
  const first = output.items[0];
  if (kept.nbformat !== undefined) {
    const type = kept.nbformat.output_type;
    if (type === 'stream' || type === 'error' || (output.items.length === 0 && 'data' in kept.nbformat)) return kept.nbformat;
    if (output.items.length === 0 && type !== 'display_data' && type !== 'execute_result') return kept.nbformat;
  } else if (first?.mime === 'application/vnd.code.notebook.error') {
    const error = JSON.parse(text(first.data)) as { name?: string; message?: string; stack?: string };
    return { output_type: 'error', ename: error.name ?? 'Error', evalue: error.message ?? '', traceback: (error.stack ?? '').split('\n') };
  } else if (first?.mime === 'application/vnd.code.notebook.stdout' || first?.mime === 'application/vnd.code.notebook.stderr') {
    const name = first.mime.endsWith('stderr') ? 'stderr' : 'stdout';
    return { output_type: 'stream', name, text: output.items.map((item) => text(item.data)).join('') };
  }
  const data: JsonObject = {};
  for (const item of output.items) data[item.mime] = decode(item.mime, item.data);
  return { ...(kept.nbformat ?? { output_type: 'display_data', metadata: {} }), data: { ...data, ...kept.raw } };
}

/** The JSON value of the first item of a MIME type, if there is one. */
export function jsonItem(output: vscode.NotebookCellOutput, mime: string): JsonObject | undefined {
  const item = output.items.find((candidate) => candidate.mime === mime);
  if (item === undefined) return undefined;
  const value = decode(mime, item.data);
  return isObject(value) ? value : undefined;
}

function encode(mime: string, value: Json): Uint8Array {
  if (isJson(mime) || typeof value !== 'string') return new TextEncoder().encode(JSON.stringify(value));
  if (isBinary(mime)) return Buffer.from(value, 'base64');
  return new TextEncoder().encode(value);
}

function decode(mime: string, bytes: Uint8Array): Json {
  if (isBinary(mime)) return Buffer.from(bytes).toString('base64');
  if (!isJson(mime)) return text(bytes);
  try {
    return JSON.parse(text(bytes)) as Json;
  } catch {
    return text(bytes);
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
