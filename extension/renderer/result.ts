// The value of our MIME type: the mirror of controller/render/mime.go, which says what each field means and how the
// cells of a row are encoded. A test compares the names of the fields.

import type { Json } from '../src/nbformat';

export interface Result {
  version: number;
  id: string;
  name?: string;
  columns: Column[];
  rows: Json[][];
  total: number;
  truncated?: boolean;
  view?: string;
  chart?: Chart;
  notes?: Note[];
  source: Source;
}

export interface Column {
  name: string;
  type: string;
}

export interface Note {
  severity: string;
  text: string;
}

export interface Source {
  connection: string;
  database?: string;
  from?: string;
  to?: string;
  query: string;
  meaning?: string;
  inputs?: Record<string, string>;
  local?: boolean;
  at: string;
  ms: number;
  rows: number;
}

export type Point = [x: string | number | null, y: number | null];

export interface Series {
  name: string;
  points: Point[];
}

export interface Chart {
  kind: string;
  title?: string;
  xTitle?: string;
  yTitle?: string;
  xType: string;
  stack: string;
  legend: boolean;
  xLog?: boolean;
  yLog?: boolean;
  yMin?: number;
  yMax?: number;
  x: number;
  y: number[];
  by: number[];
  series: Series[];
  cut?: boolean;
  note?: string;
}
