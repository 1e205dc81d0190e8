// The messages between the extension and `huntbook controller`: the mirror of controller/wire.go. A test compares the
// names of the fields with the Go file, so a change there shows here.

import type { Json } from './nbformat';

export const Method = {
  initialize: 'initialize',
  sync: 'notebook/sync',
  close: 'notebook/close',
  run: 'notebook/run',
  interrupt: 'notebook/interrupt',
  page: 'result/page',
  export: 'result/export',
  variables: 'notebook/variables',
  report: 'notebook/report',
  shutdown: 'shutdown',
  event: 'notebook/event',
  token: 'huntbook/token',
} as const;

/** Sent to the language server; its parameter is {notebook, schemas}. */
export const ResultSchemasMethod = 'huntbook/resultSchemas';

/** The MIME type of a result; controller/render documents its fields. */
export const ResultMime = 'application/vnd.huntbook.result+json';

export interface InitializeParams {
  root: string;
  trusted: boolean;
  client: string;
}

export interface InitializeResult {
  version: string;
  connections: Connection[];
  warnings?: string[];
  localEngine: boolean;
}

export interface Connection {
  name: string;
  kind: string;
}

export interface NotebookRef {
  notebook: string;
}

export interface SyncParams {
  notebook: string;
  path: string;
  version: number;
  metadata?: Json;
  cells: Cell[];
}

export interface Cell {
  id: string;
  kind: string;
  language: string;
  text: string;
  outputs?: Json[];
}

export interface SyncResult {
  version: number;
  states: CellState[];
}

export type State = 'idle' | 'queued' | 'running' | 'fresh' | 'stale' | 'failed' | 'cancelled';

export interface CellState {
  cell: string;
  state: State;
  why?: string;
  defines?: string[];
  uses?: string[];
  needs?: string[];
  feeds?: string[];
  warnings?: Diagnostic[];
}

export type RunMode = 'cells' | 'needed' | 'stale' | 'all' | 'above' | 'below';

export interface RunParams {
  notebook: string;
  cells: string[];
  mode?: RunMode;
  params?: Record<string, string>;
}

export interface RunResult {
  ran: string[];
  failed?: string;
}

export interface InterruptParams {
  notebook: string;
  cells?: string[];
}

export type EventKind = 'queued' | 'started' | 'progress' | 'output' | 'done' | 'failed' | 'cancelled' | 'states';

export interface Event {
  notebook: string;
  cell?: string;
  kind: EventKind;
  order?: number;
  index: number;
  output?: Record<string, Json>;
  error?: CellError;
  states?: CellState[];
  text?: string;
  ms?: number;
  schemas?: ResultSchema[];
}

export interface ResultSchema {
  cell: string;
  name: string;
  columns: ColumnSchema[];
}

export interface ColumnSchema {
  name: string;
  type: string;
}

export interface CellError {
  code?: string;
  message: string;
  remedy?: string;
  diagnostics?: Diagnostic[];
}

export interface Diagnostic {
  cell: string;
  start: number;
  end: number;
  severity: string;
  code?: string;
  message: string;
}

export interface PageParams {
  result: string;
  offset: number;
  limit: number;
  sort?: SortKey[];
  search?: string;
}

export interface SortKey {
  column: number;
  desc?: boolean;
}

export interface PageResult {
  offset: number;
  rows: Json[][];
  total: number;
  gone?: boolean;
}

export interface ExportParams {
  result: string;
  format: string;
  path: string;
}

export interface ExportResult {
  rows: number;
}

export interface VariablesResult {
  variables: Variable[];
}

export interface Variable {
  name: string;
  cell: string;
  rows: number;
  columns: ColumnSchema[];
  result: string;
  at: string;
}

export interface ReportParams {
  notebook: string;
  path: string;
}

export interface ReportResult {
  path: string;
}

export interface TokenParams {
  kind: string;
  cloud?: string;
  tenant?: string;
  claims?: string;
  interactive: boolean;
}

export interface TokenResult {
  token: string;
  expires?: string;
}
