// The serializer of .kqlnb files: nbformat.ts reads and writes the text, this file translates to VS Code's model. It has
// the same shape as the built-in one of .ipynb: a cell's `metadata` holds its id and, under `metadata`, the file's.

import * as vscode from 'vscode';
import { isObject, read, write, type Cell, type CellKind, type JsonObject, type Notebook } from './nbformat';
import { fromFile, toFile } from './outputs';

export class NotebookSerializer implements vscode.NotebookSerializer {
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    const notebook = read(content);
    const data = new vscode.NotebookData(notebook.cells.map(cellData));
    data.metadata = { ...notebook.extra, nbformat_minor: notebook.minor, metadata: notebook.metadata };
    return data;
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    return write(fromData(data));
  }
}

function cellData(cell: Cell): vscode.NotebookCellData {
  const kind = cell.kind === 'markdown' ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  const data = new vscode.NotebookCellData(kind, cell.source, cell.language);
  data.metadata = { ...cell.extra, id: cell.id, metadata: cell.metadata };
  data.outputs = cell.outputs.map(fromFile);
  if (cell.count > 0) data.executionSummary = { executionOrder: cell.count };
  return data;
}

function fromData(data: vscode.NotebookData): Notebook {
  const { metadata, nbformat_minor, ...extra } = (data.metadata ?? {}) as JsonObject;
  return {
    cells: data.cells.map(fromCellData),
    metadata: isObject(metadata) ? metadata : {},
    minor: typeof nbformat_minor === 'number' ? nbformat_minor : 5,
    extra,
  };
}

function fromCellData(data: vscode.NotebookCellData): Cell {
  const { id, metadata, ...extra } = (data.metadata ?? {}) as JsonObject;
  const kind = kindOf(data);
  return {
    id: typeof id === 'string' ? id : '',
    kind,
    language: data.languageId,
    // VS Code may hold "\r\n" in a cell; the file has "\n".
    source: data.value.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
    metadata: isObject(metadata) ? metadata : {},
    count: data.executionSummary?.executionOrder ?? 0,
    outputs: kind === 'code' ? (data.outputs ?? []).map(toFile) : [],
    extra,
  };
}

function kindOf(data: vscode.NotebookCellData): CellKind {
  if (data.kind === vscode.NotebookCellKind.Markup) return 'markdown';
  return data.languageId === 'raw' ? 'raw' : 'code';
}
