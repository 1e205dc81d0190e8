// Which cell is meant: the ids that the controller knows cells by, and VS Code's cells.
//
// A cell's id is nbformat's, in its metadata. A new or pasted cell has none of its own: it gets one by an edit, and until
// that edit is in, one that lives in memory.

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { isObject, type JsonObject } from './nbformat';

export const notebookType = 'huntbook-notebook';
export const jupyterType = 'jupyter-notebook';

/** Ids of cells that have none in their metadata (a notebook older than nbformat 4.5), or not yet. */
const unwritten = new WeakMap<vscode.NotebookCell, string>();

/** The cells of a notebook by id, in place order. Each id is there once: of two cells with one id the upper keeps it. */
export function cellIds(notebook: vscode.NotebookDocument): Map<string, vscode.NotebookCell> {
  const byId = new Map<string, vscode.NotebookCell>();
  for (const cell of notebook.getCells()) {
    let id: unknown = unwritten.get(cell) ?? cell.metadata.id;
    if (typeof id !== 'string' || id === '' || byId.has(id)) {
      id = newId();
      unwritten.set(cell, id as string);
    }
    byId.set(id as string, cell);
  }
  return byId;
}

const newId = (): string => randomUUID().slice(0, 8);

export function cellId(cell: vscode.NotebookCell): string {
  const memory = unwritten.get(cell);
  if (memory !== undefined) return memory;
  for (const [id, candidate] of cellIds(cell.notebook)) if (candidate === cell) return id;
  return '';
}

/** Writes ids into cells that were added without one of their own (typed, pasted, split). */
export async function writeIds(notebook: vscode.NotebookDocument, added: readonly vscode.NotebookCell[]): Promise<void> {
  const has = new Set<unknown>();
  const fresh = new Set(added);
  for (const cell of notebook.getCells()) if (!fresh.has(cell)) has.add(cell.metadata.id);
  const edits: vscode.NotebookEdit[] = [];
  for (const cell of added) {
    // A cell that was moved, cut and pasted, or brought back by undo keeps its id.
    if (cell.index < 0 || (typeof cell.metadata.id === 'string' && cell.metadata.id !== '' && !has.has(cell.metadata.id))) {
      has.add(cell.metadata.id);
      continue;
    }
    const id = newId();
    unwritten.set(cell, id);
    has.add(id);
    edits.push(vscode.NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id }));
  }
  if (edits.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, edits);
  await vscode.workspace.applyEdit(edit);
}

/** The notebook's metadata as the file has it, in both types of notebook. */
export function fileMetadata(notebook: vscode.NotebookDocument): JsonObject {
  const metadata = (notebook.metadata as JsonObject).metadata;
  return isObject(metadata) ? metadata : {};
}

export function huntbookMetadata(notebook: vscode.NotebookDocument): JsonObject {
  const metadata = fileMetadata(notebook).huntbook;
  return isObject(metadata) ? metadata : {};
}

/** Changes a part of the notebook's metadata, as an edit that can be undone. */
export async function updateFileMetadata(notebook: vscode.NotebookDocument, change: JsonObject): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { ...notebook.metadata, metadata: { ...fileMetadata(notebook), ...change } };
  edit.set(notebook.uri, [vscode.NotebookEdit.updateNotebookMetadata(metadata)]);
  await vscode.workspace.applyEdit(edit);
}

/** Whether the file says that its cells are Huntbook's. */
export function saysHuntbook(notebook: vscode.NotebookDocument): boolean {
  const kernelspec = fileMetadata(notebook).kernelspec;
  return notebook.notebookType === notebookType || (isObject(kernelspec) && kernelspec.name === 'huntbook');
}
