// The open notebooks that the controller knows: each is sent whole when it opens and after each change, and what comes
// back (states, warnings, events of runs) is kept here and drawn by others.

import * as vscode from 'vscode';
import { cellIds, huntbookMetadata, writeIds } from './cells';
import { isObject, type Json, type JsonObject } from './nbformat';
import { jsonItem } from './outputs';
import type { Controller } from './process';
import { Method, ResultMime, type Cell, type CellState, type Diagnostic, type Event, type ResultSchema, type SyncResult } from './wire';

/** How long a notebook must rest before a change is sent; a run sends it at once. */
const syncDelay = 200;

export interface CellProgress {
  text: string;
}

export class LiveNotebook {
  version = 0;
  timer: NodeJS.Timeout | undefined;
  syncing: Promise<void> = Promise.resolve();
  /** Whether the controller that runs now has been told of the outputs. */
  opened = false;
  readonly states = new Map<string, CellState>();
  readonly progress = new Map<string, string>();
  readonly schemas = new Map<string, ResultSchema[]>();
  /** Diagnostics of runs, by the cell that holds the text. */
  readonly failures = new Map<string, Diagnostic[]>();

  /** `path` is the file whose folder holds the local data, empty for none. */
  constructor(readonly notebook: vscode.NotebookDocument, readonly path: string) {}

  get uri(): string {
    return this.notebook.uri.toString();
  }
}

export class Notebooks implements vscode.Disposable {
  private readonly live = new Map<string, LiveNotebook>();
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('huntbook-run');
  private readonly changed = new vscode.EventEmitter<LiveNotebook>();
  private readonly subscriptions: vscode.Disposable[];
  /** States, progress or schemas of a notebook changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly controller: Controller, private readonly log: vscode.LogOutputChannel, private readonly sendSchemas: (notebook: string, schemas: ResultSchema[]) => void) {
    this.subscriptions = [
      this.diagnostics,
      this.changed,
      vscode.workspace.onDidChangeNotebookDocument((event) => this.documentChanged(event)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.remove(notebook)),
      vscode.workspace.onDidSaveNotebookDocument((notebook) => {
        // A notebook that got its file has another folder of local data.
        const live = this.get(notebook);
        if (live !== undefined) this.syncSoon(live);
      }),
    ];
  }

  /** Takes a notebook into the controller's care. */
  add(notebook: vscode.NotebookDocument, path = notebook.isUntitled ? '' : notebook.uri.fsPath): LiveNotebook {
    const known = this.get(notebook);
    if (known !== undefined) return known;
    const live = new LiveNotebook(notebook, path);
    this.live.set(live.uri, live);
    this.readSchemas(live);
    this.sync(live).catch((error: Error) => this.log.warn(`sync: ${error.message}`));
    return live;
  }

  get(notebook: vscode.NotebookDocument): LiveNotebook | undefined {
    return this.live.get(notebook.uri.toString());
  }

  remove(notebook: vscode.NotebookDocument): void {
    const live = this.get(notebook);
    if (live === undefined) return;
    clearTimeout(live.timer);
    this.live.delete(live.uri);
    for (const cell of notebook.getCells()) this.diagnostics.delete(cell.document.uri);
    this.sendSchemas(live.uri, []);
    if (this.controller.state === 'ready') this.controller.request(Method.close, { notebook: live.uri }).catch(() => undefined);
  }

  /** A new controller runs: it is told everything again. */
  controllerStarted(): void {
    for (const live of this.live.values()) {
      live.opened = false;
      this.sync(live).catch((error: Error) => this.log.warn(`sync: ${error.message}`));
    }
  }

  schemasAgain(): void {
    for (const live of this.live.values()) this.publishSchemas(live);
  }

  /** Sends the notebook as it is now. Resolves when the controller has it. */
  sync(live: LiveNotebook): Promise<void> {
    clearTimeout(live.timer);
    live.timer = undefined;
    live.syncing = live.syncing.catch(() => undefined).then(() => this.send(live));
    return live.syncing;
  }

  private async send(live: LiveNotebook): Promise<void> {
    const version = ++live.version;
    const withOutputs = !live.opened;
    live.opened = true;
    const cells = [...cellIds(live.notebook)].map(([id, cell]): Cell => {
      const code = cell.kind === vscode.NotebookCellKind.Code;
      const outputs = withOutputs && code ? earlierResults(cell) : [];
      return { id, kind: code ? 'code' : 'markdown', language: cell.document.languageId, text: cell.document.getText(), ...(outputs.length > 0 ? { outputs } : {}) };
    });
    const result = await this.controller.request<SyncResult>(Method.sync, { notebook: live.uri, path: live.path, version, metadata: huntbookMetadata(live.notebook), cells });
    if (result.version === live.version) this.takeStates(live, result.states, true);
  }

  /** States, progress, schemas and diagnostics out of an event; whoever runs cells reads the rest. */
  takeEvent(live: LiveNotebook, event: Event): void {
    const id = event.cell ?? '';
    if (event.kind === 'started') this.setFailures(live, id, []);
    if (event.kind === 'progress') live.progress.set(id, event.text ?? '');
    if (event.kind === 'done' || event.kind === 'failed' || event.kind === 'cancelled') {
      live.progress.delete(id);
      this.setFailures(live, id, event.error?.diagnostics ?? []);
    }
    if (event.kind === 'done') {
      live.schemas.set(id, event.schemas ?? []);
      this.publishSchemas(live);
    }
    if (event.states) this.takeStates(live, event.states, false);
    else this.changed.fire(live);
  }

  private takeStates(live: LiveNotebook, states: CellState[], all: boolean): void {
    if (all) live.states.clear();
    for (const state of states) live.states.set(state.cell, state);
    this.showDiagnostics(live);
    this.changed.fire(live);
  }

  private documentChanged(event: vscode.NotebookDocumentChangeEvent): void {
    const live = this.get(event.notebook);
    if (live === undefined) return;
    const added = event.contentChanges.flatMap((change) => change.addedCells);
    if (added.length > 0) void writeIds(event.notebook, added);
    const ids = new Map([...cellIds(event.notebook)].map(([id, cell]) => [cell, id]));
    let content = event.contentChanges.length > 0 || event.metadata !== undefined;
    for (const { cell, document, outputs } of event.cellChanges) {
      const id = ids.get(cell) ?? '';
      if (document !== undefined) {
        content = true;
        // What a run said is about the text that it ran.
        if (live.failures.delete(id)) this.showDiagnostics(live);
      }
      if (outputs !== undefined && outputs.length === 0 && live.schemas.delete(id)) this.publishSchemas(live);
    }
    for (const id of [...live.schemas.keys()]) {
      if (![...ids.values()].includes(id)) {
        live.schemas.delete(id);
        this.publishSchemas(live);
      }
    }
    if (content) this.syncSoon(live);
  }

  private syncSoon(live: LiveNotebook): void {
    clearTimeout(live.timer);
    live.timer = setTimeout(() => {
      this.sync(live).catch((error: Error) => this.log.warn(`sync: ${error.message}`));
    }, syncDelay);
  }

  private readSchemas(live: LiveNotebook): void {
    for (const [id, cell] of cellIds(live.notebook)) {
      const schemas: ResultSchema[] = [];
      for (const output of cell.outputs) {
        const value = jsonItem(output, ResultMime);
        if (value === undefined || typeof value.name !== 'string' || value.name === '' || !Array.isArray(value.columns)) continue;
        const columns = value.columns.filter(isObject).map((column) => ({ name: String(column.name), type: String(column.type) }));
        schemas.push({ cell: id, name: value.name, columns });
      }
      if (schemas.length > 0) live.schemas.set(id, schemas);
    }
    this.publishSchemas(live);
  }

  private publishSchemas(live: LiveNotebook): void {
    this.sendSchemas(live.uri, [...live.schemas.values()].flat());
  }

  private setFailures(live: LiveNotebook, id: string, diagnostics: Diagnostic[]): void {
    if (diagnostics.length > 0) live.failures.set(id, diagnostics);
    else live.failures.delete(id);
    this.showDiagnostics(live);
  }

  /** Draws what runs and `//%` lines were found to have wrong, except what the language server says already. */
  private showDiagnostics(live: LiveNotebook): void {
    const cells = cellIds(live.notebook);
    const shown = new Map<string, Diagnostic[]>();
    const all = [...live.failures.values(), ...[...live.states.values()].map((state) => state.warnings ?? [])].flat();
    for (const diagnostic of all) shown.set(diagnostic.cell, [...(shown.get(diagnostic.cell) ?? []), diagnostic]);
    for (const [id, cell] of cells) {
      const others = vscode.languages.getDiagnostics(cell.document.uri).filter((other) => other.source !== runSource);
      const list = (shown.get(id) ?? []).map((diagnostic) => toDiagnostic(cell.document, diagnostic));
      this.diagnostics.set(cell.document.uri, list.filter((one) => !others.some((other) => other.range.isEqual(one.range) && (other.message === one.message || codeOf(other) === codeOf(one)))));
    }
  }

  dispose(): void {
    for (const live of this.live.values()) clearTimeout(live.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

const runSource = 'huntbook run';

const severities: Record<string, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

function toDiagnostic(document: vscode.TextDocument, diagnostic: Diagnostic): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(diagnostic.start), document.positionAt(diagnostic.end));
  const result = new vscode.Diagnostic(range, diagnostic.message, severities[diagnostic.severity] ?? vscode.DiagnosticSeverity.Error);
  result.source = runSource;
  if (diagnostic.code) result.code = diagnostic.code;
  return result;
}

function codeOf(diagnostic: vscode.Diagnostic): string | number | undefined {
  return typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;
}

/** What the controller wants to know of results that are still shown: everything but the rows. */
function earlierResults(cell: vscode.NotebookCell): Json[] {
  const results: JsonObject[] = [];
  for (const output of cell.outputs) {
    const value = jsonItem(output, ResultMime);
    if (value !== undefined) results.push({ ...value, rows: [] });
  }
  return results;
}
