// What the editor says beside cells (stale and why, progress, names of results) and in the status bar (connection, state
// of the controller).

import * as vscode from 'vscode';
import { cellId, huntbookMetadata, jupyterType, notebookType } from './cells';
import type { Notebooks } from './notebooks';
import type { Status } from './process';
import type { Connection } from './wire';

export class CellStatus implements vscode.NotebookCellStatusBarItemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly notebooks: Notebooks) {
    this.subscriptions = [
      this.changed,
      notebooks.onDidChange(() => this.changed.fire()),
      ...[notebookType, jupyterType].map((type) => vscode.notebooks.registerNotebookCellStatusBarItemProvider(type, this)),
    ];
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const live = this.notebooks.get(cell.notebook);
    if (live === undefined || cell.kind !== vscode.NotebookCellKind.Code) return [];
    const id = cellId(cell);
    const state = live.states.get(id);
    const progress = live.progress.get(id);
    const items: vscode.NotebookCellStatusBarItem[] = [];
    const left = vscode.NotebookCellStatusBarAlignment.Left;
    if (progress) items.push(new vscode.NotebookCellStatusBarItem(progress, left));
    if (state?.state === 'stale') {
      const item = new vscode.NotebookCellStatusBarItem('$(history) stale', left);
      item.tooltip = `${state.why || 'Something this cell depends on has changed.'} Click to run it with what it needs.`;
      item.command = { command: 'huntbook.runNeeded', title: 'Run with what it needs', arguments: [cell] };
      items.push(item);
    }
    if (state?.state === 'cancelled') items.push(new vscode.NotebookCellStatusBarItem('$(circle-slash) cancelled', left));
    return items;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** The status bar item: the connection of the notebook in front, and whether its controller runs. */
export class ConnectionStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('huntbook.connection', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable[];
  private state: Status = 'stopped';

  constructor() {
    this.item.name = 'Huntbook connection';
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveNotebookEditor(() => this.draw()),
      vscode.workspace.onDidChangeNotebookDocument((event) => {
        if (event.metadata !== undefined) this.draw();
      }),
    ];
    this.draw();
  }

  show(state: Status): void {
    this.state = state;
    this.draw();
  }

  private draw(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined || ![notebookType, jupyterType].includes(notebook.notebookType)) {
      this.item.hide();
      return;
    }
    const connection = huntbookMetadata(notebook).connection;
    const name = typeof connection === 'string' && connection !== '' ? connection : 'default connection';
    const down = this.state === 'down';
    const icon = down ? '$(error)' : this.state === 'starting' || this.state === 'waiting' ? '$(sync~spin)' : '$(database)';
    this.item.text = `${icon} ${name}`;
    this.item.tooltip = down ? 'The Huntbook controller does not run. Click to start it again.' : 'Huntbook: choose the connection of this notebook';
    this.item.command = down ? 'huntbook.restartController' : 'huntbook.selectConnection';
    this.item.backgroundColor = down ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** Asks for a connection; undefined when the user chose none, '' for the default one. */
export async function pickConnection(connections: Connection[], current: string): Promise<string | undefined> {
  const items = [
    { label: 'Default', description: 'what huntbook.json says, else the files beside the notebook', name: '' },
    ...connections.map(({ name, kind }) => ({ label: name, description: kind + (name === current ? ', now in use' : ''), name })),
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Run the cells of this notebook on' }))?.name;
}
