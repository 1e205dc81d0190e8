// The commands of the palette, the menus and the cell status bar.

import * as vscode from 'vscode';
import { cellId, huntbookMetadata, notebookType, updateFileMetadata } from './cells';
import type { Language } from './client';
import { exportResult, writeReport } from './exports';
import type { Kernel } from './kernel';
import type { Notebooks } from './notebooks';
import { jsonItem } from './outputs';
import type { Controller } from './process';
import { runQuery } from './query';
import { pickConnection } from './status';
import { ResultMime, type RunMode } from './wire';

export interface Parts {
  controller: Controller;
  language: Language;
  notebooks: Notebooks;
  kernel: Kernel;
  log: vscode.LogOutputChannel;
}

export function registerCommands(parts: Parts): vscode.Disposable[] {
  const { controller, language, notebooks, kernel, log } = parts;
  const cellRun = (mode: RunMode) => async (argument: unknown) => {
    const cell = cellOf(argument);
    if (cell !== undefined) await kernel.run(cell.notebook, [cell], mode);
  };
  const actions: Record<string, (argument?: unknown) => unknown> = {
    'huntbook.runStale': async () => {
      const notebook = activeNotebook();
      if (notebook !== undefined) await kernel.run(notebook, [], 'stale');
    },
    'huntbook.runNeeded': cellRun('needed'),
    'huntbook.runAbove': cellRun('above'),
    'huntbook.runBelow': cellRun('below'),
    'huntbook.runQuery': async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor !== undefined) await runQuery(editor, language, notebooks, kernel);
    },
    'huntbook.restartController': () => controller.restart(),
    'huntbook.restartLanguageServer': () => language.restart(),
    'huntbook.refreshSchemas': () => language.ask('huntbook/refresh', {}),
    'huntbook.showLog': () => log.show(),
    'huntbook.selectConnection': async () => {
      const notebook = activeNotebook();
      if (notebook === undefined) return;
      const metadata = huntbookMetadata(notebook);
      await controller.start();
      const name = await pickConnection(controller.info?.connections ?? [], String(metadata.connection ?? ''));
      if (name === undefined) return;
      const { connection: _, ...others } = metadata;
      await updateFileMetadata(notebook, { huntbook: name === '' ? others : { ...others, connection: name } });
    },
    'huntbook.exportResult': async (argument) => {
      const cell = cellOf(argument);
      const results = cell?.outputs.map((output) => jsonItem(output, ResultMime)).filter((result) => result !== undefined) ?? [];
      const last = results.at(-1);
      if (cell === undefined || typeof last?.id !== 'string') {
        void vscode.window.showInformationMessage('Huntbook: this cell has no result to export. Run it first.');
        return;
      }
      await exportResult(controller, last.id, cell.notebook.uri);
    },
    'huntbook.report': async () => {
      const notebook = activeNotebook();
      if (notebook === undefined) return;
      const live = notebooks.add(notebook);
      await notebooks.sync(live);
      await writeReport(controller, notebook);
    },
    'huntbook.newNotebook': async () => {
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, '', 'kusto');
      const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData([cell]));
      await vscode.window.showNotebookDocument(notebook);
    },
  };
  return Object.entries(actions).map(([id, action]) =>
    vscode.commands.registerCommand(id, async (argument?: unknown) => {
      try {
        await action(argument);
      } catch (error) {
        log.error(`${id}: ${(error as Error).message}`);
        void vscode.window.showErrorMessage(`Huntbook: ${(error as Error).message}`);
      }
    }),
  );
}

function activeNotebook(): vscode.NotebookDocument | undefined {
  return vscode.window.activeNotebookEditor?.notebook;
}

/** The cell that a menu or a status bar item is about, else the selected one. */
function cellOf(argument: unknown): vscode.NotebookCell | undefined {
  if (typeof argument === 'object' && argument !== null && 'notebook' in argument && 'document' in argument) {
    const cell = argument as vscode.NotebookCell;
    return cellId(cell) === '' ? undefined : cell;
  }
  const editor = vscode.window.activeNotebookEditor;
  return editor === undefined || editor.selection.isEmpty ? undefined : editor.notebook.cellAt(editor.selection.start);
}
