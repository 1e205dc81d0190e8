// Runs a query of a .kql file: its text goes into a scratch notebook beside the file, which is run. Which text the query
// at the cursor is, the language server says; without it the selection or the whole file is taken.

import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient/node';
import { notebookType } from './cells';
import type { Language } from './client';
import type { Kernel } from './kernel';
import type { Notebooks } from './notebooks';

/** Scratch notebooks by the document whose queries they show. */
const scratches = new Map<string, vscode.NotebookDocument>();

export async function runQuery(editor: vscode.TextEditor, language: Language, notebooks: Notebooks, kernel: Kernel): Promise<void> {
  const text = await queryText(editor, language);
  if (text.trim() === '') {
    void vscode.window.showInformationMessage('Huntbook: there is no query at the cursor.');
    return;
  }
  const source = editor.document;
  let notebook = scratches.get(source.uri.toString());
  if (notebook === undefined || notebook.isClosed) {
    notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData([]));
    scratches.set(source.uri.toString(), notebook);
    // The files beside the .kql file are the local data of its queries.
    notebooks.remove(notebook);
    notebooks.add(notebook, source.isUntitled ? '' : source.uri.fsPath);
  }
  const shown = vscode.window.visibleNotebookEditors.some((visible) => visible.notebook === notebook);
  if (!shown) await vscode.window.showNotebookDocument(notebook, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  const edit = new vscode.WorkspaceEdit();
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'kusto');
  edit.set(notebook.uri, [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(0, notebook.cellCount), [cell])]);
  await vscode.workspace.applyEdit(edit);
  await kernel.run(notebook, [notebook.cellAt(0)], 'cells');
}

async function queryText(editor: vscode.TextEditor, language: Language): Promise<string> {
  const { document, selection } = editor;
  if (!selection.isEmpty) return document.getText(selection);
  const position = { line: selection.active.line, character: selection.active.character };
  const answer = await language.ask<{ range: Range } | null>('huntbook/queryAt', { textDocument: { uri: document.uri.toString() }, position });
  if (answer === undefined) return document.getText();
  if (answer === null) return '';
  const { start, end } = answer.range;
  return document.getText(new vscode.Range(start.line, start.character, end.line, end.character));
}
