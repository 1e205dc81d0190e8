// What the renderer and the extension say to each other.

import type { PageResult, SortKey } from '../src/wire';

export type FromRenderer =
  | { type: 'page'; request: number; result: string; offset: number; limit: number; sort?: SortKey[]; search?: string }
  | { type: 'export'; result: string }
  | { type: 'copy'; text: string };

export type ToRenderer = { type: 'page'; request: number; page?: PageResult; error?: string; gone?: boolean };
