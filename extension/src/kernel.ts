// Runs cells: VS Code's "run" becomes notebook/run, and the events of the controller become executions and outputs.
//
// Invariant: every execution that is created ends exactly once, whatever happens to the controller.

import * as vscode from 'vscode';
import { cellIds, fileMetadata, jupyterType, notebookType, saysHuntbook, updateFileMetadata } from './cells';
import type { LiveNotebook, Notebooks } from './notebooks';
import { failure, fromBundle } from './outputs';
import type { Controller } from './process';
import { Method, type Event, type RunMode, type RunResult } from './wire';

interface Run {
  execution: vscode.NotebookCellExecution;
  outputs: vscode.NotebookCellOutput[];
  started: boolean;
}

export class Kernel implements vscode.Disposable {
  private readonly controllers: vscode.NotebookController[];
  /** The cells that run or wait, by notebook and cell id. */
  private readonly runs = new Map<string, Map<string, Run>>();
  private readonly selected = new WeakMap<vscode.NotebookDocument, vscode.NotebookController>();
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(private readonly extensionId: string, private readonly controller: Controller, private readonly notebooks: Notebooks, private readonly log: vscode.LogOutputChannel) {
    this.controllers = [this.create('huntbook', notebookType), this.create('huntbook-jupyter', jupyterType)];
    for (const notebook of vscode.workspace.notebookDocuments) this.opened(notebook);
    this.subscriptions.push(vscode.workspace.onDidOpenNotebookDocument((notebook) => this.opened(notebook)));
  }

  private create(id: string, type: string): vscode.NotebookController {
    const controller = vscode.notebooks.createNotebookController(id, type, 'Huntbook KQL');
    controller.supportedLanguages = ['kusto'];
    controller.supportsExecutionOrder = true;
    controller.description = 'Kusto Query Language';
    controller.executeHandler = (cells, notebook) => this.execute(notebook, cells, 'cells');
    controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      if (selected) this.select(notebook, controller);
      else this.selected.delete(notebook);
    });
    return controller;
  }

  private opened(notebook: vscode.NotebookDocument): void {
    if (!saysHuntbook(notebook)) return;
    const controller = this.controllerOf(notebook);
    if (controller === undefined) return;
    controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    this.notebooks.add(notebook);
  }

  private select(notebook: vscode.NotebookDocument, controller: vscode.NotebookController): void {
    this.selected.set(notebook, controller);
    this.notebooks.add(notebook);
    // A .ipynb that is given to Huntbook says so in the file, so that it opens with this kernel the next time.
    if (notebook.notebookType === jupyterType && !saysHuntbook(notebook)) {
      const kernelspec = { ...(fileMetadata(notebook).kernelspec as object | undefined), display_name: 'Huntbook KQL', language: 'kusto', name: 'huntbook' };
      void updateFileMetadata(notebook, { kernelspec, language_info: { file_extension: '.kql', name: 'kusto' } });
    }
  }

  private controllerOf(notebook: vscode.NotebookDocument): vscode.NotebookController | undefined {
    return this.controllers.find((controller) => controller.notebookType === notebook.notebookType);
  }

  /** Runs cells by a command: chooses the kernel first if the notebook has none. */
  async run(notebook: vscode.NotebookDocument, cells: vscode.NotebookCell[], mode: RunMode): Promise<void> {
    const controller = this.controllerOf(notebook);
    if (controller === undefined) return;
    if (!this.selected.has(notebook)) {
      const notebookEditor = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
      await vscode.commands.executeCommand('notebook.selectKernel', { id: controller.id, extension: this.extensionId, notebookEditor });
      if (!this.selected.has(notebook)) throw new Error('choose the kernel "Huntbook KQL" for this notebook, then run it again.');
    }
    await this.execute(notebook, cells, mode);
  }

  private async execute(notebook: vscode.NotebookDocument, cells: vscode.NotebookCell[], mode: RunMode): Promise<void> {
    const live = this.notebooks.add(notebook);
    const byCell = new Map([...cellIds(notebook)].map(([id, cell]) => [cell, id]));
    const ids = cells.map((cell) => byCell.get(cell)).filter((id) => id !== undefined);
    // In other modes the controller decides which cells run: their executions begin with its events.
    if (mode === 'cells') for (const id of ids) this.begin(live, id);
    try {
      await this.notebooks.sync(live);
      const result = await this.controller.request<RunResult>(Method.run, { notebook: live.uri, cells: ids, mode });
      this.log.debug(`ran ${result.ran.length} cells${result.failed ? `, stopped by ${result.failed}` : ''}`);
      // Cells behind the one that failed did not run.
      for (const id of ids) this.end(live, id, undefined);
    } catch (error) {
      const message = (error as Error).message;
      const mine = ids.filter((id) => this.runs.get(live.uri)?.has(id));
      if (mine.length === 0 && mode !== 'cells') void vscode.window.showErrorMessage(`Huntbook: ${message}`);
      mine.forEach((id, i) => (i === 0 || this.runs.get(live.uri)?.get(id)?.started ? this.fail(live, id, message) : this.end(live, id, undefined)));
    }
  }

  /** The execution of a cell; a new one if the cell is not running. Undefined when VS Code allows none. */
  private begin(live: LiveNotebook, id: string): Run | undefined {
    const runs = this.runs.get(live.uri) ?? new Map<string, Run>();
    this.runs.set(live.uri, runs);
    const known = runs.get(id);
    if (known !== undefined) return known;
    const cell = cellIds(live.notebook).get(id);
    const controller = this.selected.get(live.notebook) ?? this.controllerOf(live.notebook);
    if (cell === undefined || controller === undefined) return undefined;
    let execution: vscode.NotebookCellExecution;
    try {
      execution = controller.createNotebookCellExecution(cell);
    } catch (error) {
      this.log.warn(`no execution for cell ${id}: ${(error as Error).message}`);
      return undefined;
    }
    const run: Run = { execution, outputs: [], started: false };
    execution.token.onCancellationRequested(() => {
      this.controller.request(Method.interrupt, { notebook: live.uri, cells: [id] }).catch((error: Error) => this.log.warn(`interrupt: ${error.message}`));
    });
    runs.set(id, run);
    return run;
  }

  private start(run: Run): void {
    if (run.started) return;
    run.started = true;
    run.execution.start(Date.now());
  }

  private end(live: LiveNotebook, id: string, success: boolean | undefined): void {
    const run = this.runs.get(live.uri)?.get(id);
    if (run === undefined) return;
    this.runs.get(live.uri)?.delete(id);
    run.execution.end(success, run.started ? Date.now() : undefined);
  }

  private fail(live: LiveNotebook, id: string, message: string): void {
    const run = this.runs.get(live.uri)?.get(id);
    if (run === undefined) return;
    this.start(run);
    void run.execution.replaceOutput([...shown(run), failure({ message })]);
    this.end(live, id, false);
  }

  takeEvent(event: Event): void {
    const notebook = vscode.workspace.notebookDocuments.find((candidate) => candidate.uri.toString() === event.notebook);
    const live = notebook && this.notebooks.get(notebook);
    if (live === undefined) return;
    this.notebooks.takeEvent(live, event);
    if (event.cell === undefined || event.kind === 'states' || event.kind === 'progress') return;
    const run = this.begin(live, event.cell);
    if (run === undefined) return;
    switch (event.kind) {
      case 'queued':
        return;
      case 'started':
        if (event.order !== undefined) run.execution.executionOrder = event.order;
        this.start(run);
        return;
      case 'output':
        this.start(run);
        run.outputs[event.index] = fromBundle(event.output ?? {});
        void run.execution.replaceOutput(shown(run));
        return;
      case 'failed':
        this.start(run);
        void run.execution.replaceOutput([...shown(run), failure(event.error ?? { message: 'The cell failed.' })]);
        this.end(live, event.cell, false);
        return;
      case 'done':
        this.start(run);
        if (run.outputs.length === 0) void run.execution.clearOutput();
        this.end(live, event.cell, true);
        return;
      case 'cancelled':
        this.end(live, event.cell, undefined);
        return;
    }
  }

  /** The controller died: what ran has failed, what waited did not run. */
  controllerDied(reason: string): void {
    for (const [uri, runs] of this.runs) {
      const notebook = vscode.workspace.notebookDocuments.find((candidate) => candidate.uri.toString() === uri);
      const live = notebook && this.notebooks.get(notebook);
      // The news of a start may have died with the controller: then the first that waited is the one that ran.
      const ran = new Set([...runs].filter(([, run]) => run.started).map(([id]) => id));
      const first = [...runs.keys()][0];
      if (ran.size === 0 && first !== undefined) ran.add(first);
      for (const [id, run] of [...runs]) {
        if (live !== undefined && ran.has(id)) this.fail(live, id, reason);
        else run.execution.end(undefined);
        runs.delete(id);
      }
    }
  }

  dispose(): void {
    this.controllerDied('The extension was stopped.');
    for (const disposable of [...this.controllers, ...this.subscriptions]) disposable.dispose();
  }
}

/** The outputs of a run so far; one that is not there yet leaves no gap. */
function shown(run: Run): vscode.NotebookCellOutput[] {
  return run.outputs.filter((output) => output !== undefined);
}
