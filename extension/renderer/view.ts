// One result in a cell's output: a bar of tools, the chart or the table, the details of a row, and a line on what is shown.

import type { Json } from '../src/nbformat';
import type { SortKey } from '../src/wire';
import { draw, type Drawing } from './chart';
import { Details } from './details';
import { button, element } from './dom';
import { Grid, rowHeight } from './grid';
import type { Result } from './result';
import { Rows, type Fetch } from './rows';

/** What the view needs from outside; without messaging there is no fetch and no export. */
export interface Outside {
  fetch: Fetch | undefined;
  copy(text: string): void;
  exportResult: ((id: string) => void) | undefined;
}

const searchDelay = 250;
const count = (n: number): string => n.toLocaleString('en-US');

export class View {
  readonly host = element('div', 'hb');
  private readonly rows: Rows;
  private readonly grid: Grid;
  private readonly details: Details;
  private readonly tableArea = element('div', 'hb-table');
  private readonly chartArea = element('div', 'hb-chart');
  private readonly status = element('span', 'hb-status', undefined, { role: 'status' });
  private readonly search = element('input', 'hb-search', undefined, { type: 'search', placeholder: 'Search rows', 'aria-label': 'Search rows', spellcheck: 'false' });
  private drawing: Drawing | undefined;
  private readonly tabs = new Map<'chart' | 'table', HTMLButtonElement>();
  private timer: number | undefined;
  private flashTimer: number | undefined;

  constructor(private readonly result: Result, private readonly outside: Outside) {
    this.rows = new Rows(result.rows as Json[][], result.total, outside.fetch, () => this.rowsChanged());
    this.grid = new Grid(result.columns, this.rows, {
      sort: (column, add) => void this.sort(column, add),
      open: (row, column) => this.open(row, column),
      move: (row, column) => this.details.open && this.details.show(this.rows.at(row), row, column),
      copy: (text, rows) => {
        outside.copy(text);
        this.flash(rows > 1 ? `${count(rows)} rows copied` : 'copied');
      },
    });
    this.details = new Details(result.columns, {
      close: () => {
        this.details.hide();
        this.grid.host.focus({ preventScroll: true });
      },
      step: (by) => this.grid.go(this.grid.at.row + by, this.grid.at.column),
      copy: (text) => {
        outside.copy(text);
        this.flash('copied');
      },
    });
    this.tableArea.append(this.grid.host, this.details.host);
    this.host.append(this.toolbar(), ...this.notes(), this.chartArea, this.tableArea);
    // A short table takes no more room than it needs; a long one can be pulled taller.
    const height = Math.min(Math.max(1, result.total), 13) * rowHeight + 28 + 14;
    this.tableArea.style.height = `${Math.max(height, 96)}px`;
    this.show(result.chart !== undefined && result.view !== 'table' ? 'chart' : 'table');
    this.rowsChanged();
  }

  /** Colours of the editor changed. */
  restyle(): void {
    this.drawing?.restyle();
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.flashTimer);
    this.grid.dispose();
    this.drawing?.dispose();
  }

  private toolbar(): HTMLElement {
    const bar = element('div', 'hb-bar');
    if (this.result.chart !== undefined) {
      const group = element('div', 'hb-tabs', undefined, { role: 'tablist' });
      for (const [name, label] of [['chart', 'Chart'], ['table', 'Table']] as const) {
        const tab = button(name, label, () => this.show(name));
        tab.setAttribute('role', 'tab');
        tab.append(element('span', '', label));
        this.tabs.set(name, tab);
        group.append(tab);
      }
      bar.append(group);
    }
    if (this.result.name) bar.append(element('span', 'hb-result-name', this.result.name, { title: 'The name of this result: later cells can use it as a table' }));
    bar.append(this.status, element('span', 'hb-space'));
    this.search.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.find(), searchDelay);
    });
    this.search.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter') void this.find();
    });
    bar.append(this.search, button('record', 'Details of the row (Enter)', () => this.open(this.grid.at.row, this.grid.at.column)));
    const { exportResult } = this.outside;
    if (exportResult !== undefined) bar.append(button('export', 'Export the result to a file', () => exportResult(this.result.id)));
    return bar;
  }

  private notes(): HTMLElement[] {
    const notes = [...(this.result.notes ?? [])];
    if (this.result.chart?.note) notes.push({ severity: 'info', text: this.result.chart.note });
    if (this.result.truncated && notes.length === 0) notes.push({ severity: 'warning', text: `The query had more rows than the ${count(this.result.total)} that are held.` });
    return notes.map(({ severity, text }) => element('div', severity === 'warning' ? 'hb-note hb-warning' : 'hb-note', text, { role: 'note' }));
  }

  private show(what: 'chart' | 'table'): void {
    const chart = what === 'chart';
    this.chartArea.hidden = !chart;
    this.tableArea.hidden = chart;
    this.search.disabled = this.rows.gone && !chart;
    this.host.dataset.shows = what;
    for (const [name, tab] of this.tabs) tab.setAttribute('aria-selected', String(name === what));
    // A chart is drawn when it is first seen, because it needs the size of its element.
    if (chart && this.drawing === undefined && this.result.chart !== undefined) requestAnimationFrame(() => this.drawChart());
    if (!chart) this.grid.update();
  }

  private drawChart(): void {
    if (this.drawing !== undefined || !this.chartArea.isConnected) return;
    try {
      this.drawing = draw(this.chartArea, this.result.chart!);
    } catch (error) {
      this.chartArea.replaceChildren(element('div', 'hb-note hb-warning', `The chart can't be drawn: ${(error as Error).message}`));
    }
  }

  private async sort(column: number, add: boolean): Promise<void> {
    if (this.rows.gone) return;
    const old = this.rows.sort.find((key) => key.column === column);
    // Three clicks: ascending, descending, the result's own order.
    const next: SortKey[] = old === undefined ? [{ column }] : old.desc ? [] : [{ column, desc: true }];
    const others = add ? this.rows.sort.filter((key) => key.column !== column) : [];
    this.grid.toTop();
    await this.rows.arrange([...others, ...next], this.rows.search);
  }

  private async find(): Promise<void> {
    clearTimeout(this.timer);
    if (this.search.value === this.rows.search) return;
    this.show('table');
    this.grid.toTop();
    await this.rows.arrange(this.rows.sort, this.search.value);
  }

  private open(row: number, column: number): void {
    if (row >= this.rows.total) return;
    this.show('table');
    if (this.tableArea.clientHeight < 260) this.tableArea.style.height = '260px';
    this.details.show(this.rows.at(row), row, column);
  }

  private rowsChanged(): void {
    this.grid.update();
    this.search.disabled = this.rows.gone;
    this.host.classList.toggle('hb-gone', this.rows.gone);
    this.status.textContent = this.statusText();
  }

  private statusText(): string {
    const { total } = this.result;
    const columns = `${this.result.columns.length} ${this.result.columns.length === 1 ? 'column' : 'columns'}`;
    if (this.rows.gone && this.result.rows.length < total) return `first ${count(this.result.rows.length)} of ${count(total)} rows, run again for the rest`;
    if (this.rows.error !== '') return `rows did not come: ${this.rows.error}`;
    if (this.rows.search !== '') return `${count(this.rows.total)} of ${count(total)} rows`;
    return `${count(total)}${this.result.truncated ? '+' : ''} ${total === 1 ? 'row' : 'rows'}, ${columns}`;
  }

  private flash(text: string): void {
    this.status.textContent = text;
    clearTimeout(this.flashTimer);
    this.flashTimer = window.setTimeout(() => (this.status.textContent = this.statusText()), 1500);
  }
}
