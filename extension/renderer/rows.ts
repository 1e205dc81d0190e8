// The rows of a result as the grid sees them: the first page is in the output, the others come from the controller, page
// by page, when they are looked at.
//
// Invariants: pages that arrive for an older order or search are dropped; not more than `maxPages` pages are held; a page
// is asked for once at a time.

import type { Json } from '../src/nbformat';
import type { PageResult, SortKey } from '../src/wire';

export type Row = Json[];

/** Asks the controller for rows; rejects with Gone when it does not have the result any more. */
export type Fetch = (offset: number, limit: number, sort: SortKey[], search: string) => Promise<PageResult>;

export class Gone extends Error {}

export const pageSize = 200;
const maxPages = 60;

export class Rows {
  /** Rows that the search leaves. */
  total: number;
  sort: SortKey[] = [];
  search = '';
  /** The controller does not hold the result: only the rows of the output are there. */
  gone = false;
  /** Why the last page did not come, if it is something else. */
  error = '';
  private readonly pages = new Map<number, Row[]>();
  private readonly asked = new Set<number>();
  private generation = 0;

  constructor(private readonly first: Row[], private readonly all: number, private readonly fetch: Fetch | undefined, private readonly changed: () => void) {
    this.total = all;
    if (fetch === undefined) this.lose();
  }

  /** Whether everything is in the output, so that nothing needs asking without an order or search. */
  get whole(): boolean {
    return this.first.length >= this.all;
  }

  private get plain(): boolean {
    return this.sort.length === 0 && this.search === '';
  }

  /** Row i, or undefined while it is on its way. */
  at(i: number): Row | undefined {
    if (this.plain && i < this.first.length) return this.first[i];
    const page = Math.floor(i / pageSize);
    const rows = this.pages.get(page);
    if (rows !== undefined) {
      // The page used last is the youngest.
      this.pages.delete(page);
      this.pages.set(page, rows);
    }
    return rows?.[i % pageSize];
  }

  /** Sees to it that rows from..to (end exclusive) come. */
  need(from: number, to: number): void {
    if (this.gone) return;
    for (let page = Math.floor(from / pageSize); page * pageSize < Math.min(to, this.total); page++) {
      const end = Math.min((page + 1) * pageSize, to, this.total);
      if (this.pages.has(page) || this.asked.has(page) || (this.plain && end <= this.first.length)) continue;
      void this.load(page);
    }
  }

  /** Orders and searches anew; resolves when the first page of it is there. */
  async arrange(sort: SortKey[], search: string): Promise<void> {
    if (this.gone) return;
    this.sort = sort;
    this.search = search;
    this.generation++;
    this.pages.clear();
    this.asked.clear();
    if (this.plain) {
      this.total = this.all;
      this.changed();
      return;
    }
    await this.load(0);
  }

  private async load(page: number): Promise<void> {
    const generation = this.generation;
    this.asked.add(page);
    try {
      const result = await this.fetch!(page * pageSize, pageSize, this.sort, this.search);
      if (generation !== this.generation) return;
      if (result.gone) {
        this.lose();
      } else {
        this.error = '';
        this.total = result.total;
        this.pages.set(page, result.rows);
        for (const old of this.pages.keys()) {
          if (this.pages.size <= maxPages) break;
          this.pages.delete(old);
        }
      }
    } catch (error) {
      if (generation !== this.generation) return;
      if (error instanceof Gone) this.lose();
      else this.error = (error as Error).message;
    }
    this.asked.delete(page);
    this.changed();
  }

  private lose(): void {
    this.gone = true;
    this.sort = [];
    this.search = '';
    this.generation++;
    this.pages.clear();
    this.total = this.first.length;
  }
}
