// Results and reports into files that the user chooses.

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Controller } from './process';
import { Method, type ExportResult, type ReportResult } from './wire';

const formats: Record<string, string> = { csv: 'csv', json: 'json', ndjson: 'json', jsonl: 'json', parquet: 'parquet' };

export async function exportResult(controller: Controller, result: string, near: vscode.Uri): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: beside(near, 'result.csv'),
    filters: { CSV: ['csv'], 'JSON lines': ['json', 'ndjson', 'jsonl'], Parquet: ['parquet'] },
    title: 'Export the result',
  });
  if (target === undefined) return;
  const format = formats[path.extname(target.fsPath).slice(1).toLowerCase()];
  if (format === undefined) {
    void vscode.window.showErrorMessage('Huntbook: name the file .csv, .json or .parquet, so that the format is known.');
    return;
  }
  try {
    const { rows } = await controller.request<ExportResult>(Method.export, { result, format, path: target.fsPath });
    void vscode.window.showInformationMessage(`Huntbook: ${rows.toLocaleString()} rows written to ${path.basename(target.fsPath)}.`);
  } catch (error) {
    void vscode.window.showErrorMessage(`Huntbook: the export did not work. ${(error as Error).message}`);
  }
}

export async function writeReport(controller: Controller, notebook: vscode.NotebookDocument): Promise<void> {
  const name = path.basename(notebook.uri.path).replace(/\.[^.]*$/, '') || 'report';
  const target = await vscode.window.showSaveDialog({ defaultUri: beside(notebook.uri, `${name}.html`), filters: { HTML: ['html'] }, title: 'Write a report' });
  if (target === undefined) return;
  try {
    const report = await controller.request<ReportResult>(Method.report, { notebook: notebook.uri.toString(), path: target.fsPath });
    const open = 'Open';
    const choice = await vscode.window.showInformationMessage(`Huntbook: the report is in ${path.basename(report.path)}.`, open);
    if (choice === open) await vscode.env.openExternal(vscode.Uri.file(report.path));
  } catch (error) {
    void vscode.window.showErrorMessage(`Huntbook: the report was not written. ${(error as Error).message}`);
  }
}

function beside(uri: vscode.Uri, name: string): vscode.Uri {
  if (uri.scheme === 'file') return vscode.Uri.joinPath(uri, '..', name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(path.resolve(name)) : vscode.Uri.joinPath(folder, name);
}
