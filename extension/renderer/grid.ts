// The table: draws only the rows and columns in sight, so that a result of any size scrolls.
//
// A row is an element of fixed height at its place in a tall empty one; cells stand at the offsets of their columns. The
// browser bounds the height of an element, so beyond `tallest` the scroll bar's way is scaled to the rows.
//
// Keyboard: arrows, Page Up/Down, Home/End (with Ctrl: of the table) move the cell; with Shift they select; Ctrl+A
// selects all, Ctrl+C copies, Enter opens the row, Escape drops the selection. Roles are those of an ARIA grid whose
// active cell is told by aria-activedescendant.

import { element } from './dom';
import { cellText, isNumber, tabSeparated } from './format';
import type { Column } from './result';
import type { Rows } from './rows';

export const rowHeight = 24;
const headHeight = 28;
const tallest = 12_000_000;
const overscan = 6;
const narrowest = 44;
const widest = 380;
/** Rows further down may have more digits than the first ones, from which a width is taken. */
const roomFor: Record<string, number> = { real: 112, decimal: 112, long: 84, datetime: 152 };
/** Copying reads at most this many rows, those that are held. */
const copyLimit = 50_000;

export interface GridEvents {
  sort(column: number, add: boolean): void;
  open(row: number, column: number): void;
  /** The active cell moved. */
  move(row: number, column: number): void;
  copy(text: string, rows: number): void;
}

interface Cell {
  row: number;
  column: number;
}

let grids = 0;

export class Grid {
  readonly host = element('div', 'hb-grid', undefined, { role: 'grid', tabindex: 0, 'aria-label': 'Result' });
  private readonly head = element('div', 'hb-head', undefined, { role: 'row', 'aria-rowindex': 1 });
  private readonly body = element('div', 'hb-body', undefined, { role: 'rowgroup' });
  private readonly empty = element('div', 'hb-empty', 'No rows');
  private readonly prefix = `hb${++grids}`;
  private readonly widths: number[];
  private offsets: number[] = [];
  private gutter = 44;
  private readonly drawn = new Map<number, HTMLElement>();
  private frame = 0;
  private active: Cell = { row: 0, column: 0 };
  private anchor: Cell | undefined;
  private readonly observer = new ResizeObserver(() => this.seen());
  private fitted = false;

  constructor(private readonly columns: Column[], private readonly rows: Rows, private readonly events: GridEvents) {
    this.widths = columns.map(() => narrowest);
    this.host.setAttribute('aria-multiselectable', 'true');
    this.host.setAttribute('aria-colcount', String(columns.length));
    this.host.append(this.head, this.body, this.empty);
    this.place();
    this.drawHead();
    this.host.addEventListener('scroll', () => this.redraw(), { passive: true });
    this.host.addEventListener('keydown', (event) => this.key(event));
    this.body.addEventListener('pointerdown', (event) => this.press(event));
    this.body.addEventListener('dblclick', (event) => {
      const cell = this.cellUnder(event);
      if (cell !== undefined) this.events.open(cell.row, cell.column);
    });
    this.host.addEventListener('copy', (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.copy();
    });
    this.observer.observe(this.host);
  }

  /** Rows came, or there are more or fewer of them, or their order is another. */
  update(): void {
    this.active.row = Math.max(0, Math.min(this.active.row, this.rows.total - 1));
    this.gutter = Math.max(38, 16 + 8 * String(this.rows.total).length);
    this.place();
    this.drawHead();
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.redraw();
  }

  toTop(): void {
    this.host.scrollTop = 0;
    this.active = { row: 0, column: this.active.column };
    this.anchor = undefined;
  }

  /** Makes a cell the active one and brings it into sight. */
  go(row: number, column: number, extend = false): void {
    if (this.rows.total === 0) return;
    if (extend) this.anchor ??= { ...this.active };
    else this.anchor = undefined;
    this.active = { row: Math.max(0, Math.min(row, this.rows.total - 1)), column: Math.max(0, Math.min(column, this.columns.length - 1)) };
    this.reveal();
    this.redraw();
    this.events.move(this.active.row, this.active.column);
  }

  get at(): Cell {
    return this.active;
  }

  dispose(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** The element got a size. Only then its font is known, and with it the widths of the columns. */
  private seen(): void {
    if (!this.fitted && this.host.clientWidth > 0) {
      this.fitted = true;
      for (const [i, column] of this.columns.entries()) this.widths[i] = this.fitting(column, i);
      this.update();
    }
    this.redraw();
  }

  // --- geometry

  private get height(): number {
    return this.rows.total * rowHeight;
  }

  /** Rows between the top of the view and the top of the table: a fraction while a row is half out. */
  private get firstRow(): number {
    if (this.height <= tallest) return this.host.scrollTop / rowHeight;
    const way = tallest - this.viewHeight;
    return (this.host.scrollTop / way) * (this.rows.total - this.viewHeight / rowHeight);
  }

  private get viewHeight(): number {
    return Math.max(rowHeight, this.host.clientHeight - headHeight);
  }

  private place(): void {
    this.offsets = [this.gutter];
    for (const width of this.widths) this.offsets.push(this.offsets.at(-1)! + width);
    const width = `${this.offsets.at(-1)!}px`;
    this.head.style.width = width;
    this.body.style.width = width;
    this.body.style.height = `${Math.min(this.height, tallest)}px`;
    this.empty.hidden = this.rows.total > 0;
    this.host.setAttribute('aria-rowcount', String(this.rows.total + 1));
  }

  private reveal(): void {
    const { row, column } = this.active;
    const rowsInView = this.viewHeight / rowHeight;
    const first = this.firstRow;
    if (row < first) this.scrollToRow(row);
    else if (row + 1 > first + rowsInView) this.scrollToRow(row + 1 - rowsInView);
    const left = this.offsets[column]! - this.gutter;
    const right = this.offsets[column + 1]!;
    if (left < this.host.scrollLeft) this.host.scrollLeft = left;
    else if (right > this.host.scrollLeft + this.host.clientWidth) this.host.scrollLeft = right - this.host.clientWidth;
  }

  private scrollToRow(first: number): void {
    this.host.scrollTop = this.height <= tallest ? first * rowHeight : (first / (this.rows.total - this.viewHeight / rowHeight)) * (tallest - this.viewHeight);
  }

  /** A width that fits the name and the first rows. */
  private fitting(column: Column, i: number): number {
    const style = getComputedStyle(this.host);
    const context = measure();
    context.font = `600 ${style.fontSize} ${style.fontFamily}`;
    let width = context.measureText(column.name).width + 36;
    const fixed = column.type === 'dynamic' || column.type === 'guid';
    context.font = `${style.fontSize} ${(fixed && style.getPropertyValue('--vscode-editor-font-family')) || style.fontFamily}`;
    for (let row = 0; row < Math.min(this.rows.total, 60); row++) {
      const value = this.rows.at(row)?.[i];
      if (value !== undefined && value !== null) width = Math.max(width, context.measureText(cellText(value, column.type).slice(0, 80)).width + 21);
      if (width > widest) break;
    }
    return Math.round(Math.max(roomFor[column.type] ?? 64, Math.min(width, widest)));
  }

  // --- drawing

  private redraw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const first = this.firstRow;
    const from = Math.max(0, Math.floor(first) - overscan);
    const to = Math.min(this.rows.total, Math.ceil(first + this.viewHeight / rowHeight) + overscan);
    const left = this.host.scrollLeft + this.gutter;
    const right = this.host.scrollLeft + this.host.clientWidth;
    let fromColumn = 0;
    while (fromColumn < this.columns.length - 1 && this.offsets[fromColumn + 1]! < left) fromColumn++;
    let toColumn = fromColumn;
    while (toColumn < this.columns.length && this.offsets[toColumn]! < right) toColumn++;
    this.rows.need(from, to);
    const key = `${fromColumn}-${toColumn}`;
    // With a scaled scroll bar rows stand where the view is, not where they would be in a table of full height.
    const shift = this.height <= tallest ? 0 : this.host.scrollTop - first * rowHeight;
    for (const [i, row] of this.drawn) {
      if (i < from || i >= to || row.dataset.key !== key) {
        row.remove();
        this.drawn.delete(i);
      }
    }
    for (let i = from; i < to; i++) {
      let row = this.drawn.get(i);
      if (row === undefined) {
        row = this.drawRow(i, fromColumn, toColumn);
        row.dataset.key = key;
        this.drawn.set(i, row);
        this.body.append(row);
      }
      row.style.transform = `translateY(${i * rowHeight + shift}px)`;
      this.mark(row, i, fromColumn);
    }
    this.host.setAttribute('aria-activedescendant', this.cellId(this.active.row, this.active.column));
  }

  private drawRow(i: number, fromColumn: number, toColumn: number): HTMLElement {
    const values = this.rows.at(i);
    const row = element('div', i % 2 === 0 ? 'hb-row' : 'hb-row hb-odd', undefined, { role: 'row', 'aria-rowindex': i + 2 });
    const number = element('div', 'hb-number', String(i + 1), { role: 'rowheader' });
    number.style.width = `${this.gutter}px`;
    row.append(number);
    for (let c = fromColumn; c < toColumn; c++) {
      const { type } = this.columns[c]!;
      const value = values?.[c];
      const cell = element('div', 'hb-cell', undefined, { role: 'gridcell', id: this.cellId(i, c), 'aria-colindex': c + 1 });
      cell.style.left = `${this.offsets[c]}px`;
      cell.style.width = `${this.widths[c]}px`;
      cell.dataset.type = type;
      if (isNumber(type)) cell.classList.add('hb-right');
      if (values === undefined) cell.classList.add('hb-loading');
      else if (value === null || value === undefined) {
        cell.classList.add('hb-null');
        cell.textContent = 'null';
      } else cell.textContent = cellText(value, type);
      row.append(cell);
    }
    return row;
  }

  private mark(row: HTMLElement, i: number, fromColumn: number): void {
    const range = this.range();
    row.classList.toggle('hb-active-row', i === this.active.row);
    for (let k = 1; k < row.children.length; k++) {
      const c = fromColumn + k - 1;
      const chosen = this.anchor !== undefined && i >= range.top && i <= range.bottom && c >= range.left && c <= range.right;
      const active = i === this.active.row && c === this.active.column;
      const classes = row.children[k]!.classList;
      classes.toggle('hb-chosen', chosen);
      classes.toggle('hb-active', active);
      if (chosen || active) row.children[k]!.setAttribute('aria-selected', 'true');
      else row.children[k]!.removeAttribute('aria-selected');
    }
  }

  private drawHead(): void {
    const corner = element('div', 'hb-number hb-corner', '', { role: 'columnheader', 'aria-label': 'Row' });
    corner.style.width = `${this.gutter}px`;
    const cells = this.columns.map((column, i) => {
      const key = this.rows.sort.findIndex((candidate) => candidate.column === i);
      const order = this.rows.sort[key];
      const cell = element('div', 'hb-cell hb-name', undefined, { role: 'columnheader', 'aria-colindex': i + 1, 'aria-sort': order ? (order.desc ? 'descending' : 'ascending') : 'none', title: `${column.name}: ${column.type}` });
      cell.style.left = `${this.offsets[i]}px`;
      cell.style.width = `${this.widths[i]}px`;
      if (isNumber(column.type)) cell.classList.add('hb-right');
      cell.append(element('span', 'hb-label', column.name));
      if (order) cell.append(element('span', 'hb-order', (order.desc ? '\u25bc' : '\u25b2') + (this.rows.sort.length > 1 ? String(key + 1) : '')));
      const grip = element('span', 'hb-grip', undefined, { 'aria-hidden': 'true' });
      grip.addEventListener('pointerdown', (event) => this.resize(event, i, grip));
      grip.addEventListener('dblclick', (event) => {
        event.stopPropagation();
        this.widths[i] = this.fitting(column, i);
        this.update();
      });
      grip.addEventListener('click', (event) => event.stopPropagation());
      cell.append(grip);
      cell.addEventListener('click', (event) => this.events.sort(i, event.shiftKey));
      return cell;
    });
    this.head.replaceChildren(corner, ...cells);
  }

  private resize(event: PointerEvent, column: number, grip: HTMLElement): void {
    event.preventDefault();
    event.stopPropagation();
    grip.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const width = this.widths[column]!;
    const moved = (move: PointerEvent) => {
      this.widths[column] = Math.max(narrowest, width + move.clientX - from);
      this.place();
      for (const [i, cell] of [...this.head.children].slice(1).entries()) {
        (cell as HTMLElement).style.left = `${this.offsets[i]}px`;
        (cell as HTMLElement).style.width = `${this.widths[i]}px`;
      }
      for (const row of this.drawn.values()) row.remove();
      this.drawn.clear();
      this.redraw();
    };
    grip.addEventListener('pointermove', moved);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', moved), { once: true });
  }

  // --- input

  private key(event: KeyboardEvent): void {
    const { row, column } = this.active;
    const page = Math.max(1, Math.floor(this.viewHeight / rowHeight) - 1);
    const control = event.ctrlKey || event.metaKey;
    const last = this.rows.total - 1;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageUp: [row - page, column], PageDown: [row + page, column],
      Home: control ? [0, 0] : [row, 0], End: control ? [last, this.columns.length - 1] : [row, this.columns.length - 1],
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move !== undefined) this.go(move[0], move[1], event.shiftKey);
    else if (event.key === 'Enter') this.events.open(row, column);
    else if (control && event.key === 'a') {
      this.active = { row: 0, column: 0 };
      this.anchor = { row: last, column: this.columns.length - 1 };
      this.redraw();
    } else if (control && event.key === 'c') this.copy();
    else if (event.key === 'Escape' && this.anchor !== undefined) {
      this.anchor = undefined;
      this.redraw();
    } else return;
    // The notebook has bindings of its own for these keys.
    event.preventDefault();
    event.stopPropagation();
  }

  private press(event: PointerEvent): void {
    const cell = this.cellUnder(event);
    if (cell === undefined || event.button !== 0) return;
    this.go(cell.row, cell.column, event.shiftKey);
    const dragged = (move: PointerEvent) => {
      const to = this.cellUnder(move);
      if (to !== undefined && (to.row !== this.active.row || to.column !== this.active.column)) this.go(to.row, to.column, true);
    };
    this.body.addEventListener('pointermove', dragged);
    window.addEventListener('pointerup', () => this.body.removeEventListener('pointermove', dragged), { once: true });
  }

  private cellUnder(event: MouseEvent): Cell | undefined {
    const target = document.elementFromPoint(event.clientX, event.clientY)?.closest('[role=gridcell]');
    const row = target?.closest('[role=row]');
    if (!target || !row || !this.body.contains(row)) return undefined;
    return { row: Number(row.getAttribute('aria-rowindex')) - 2, column: Number(target.getAttribute('aria-colindex')) - 1 };
  }

  private range(): { top: number; bottom: number; left: number; right: number } {
    const a = this.active;
    const b = this.anchor ?? a;
    return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column) };
  }

  private copy(): void {
    const { top, bottom, left, right } = this.range();
    const rows = [];
    for (let i = top; i <= Math.min(bottom, top + copyLimit - 1); i++) {
      const row = this.rows.at(i);
      if (row !== undefined) rows.push(row.slice(left, right + 1));
    }
    this.events.copy(tabSeparated(this.columns.slice(left, right + 1), rows, rows.length > 1), rows.length);
  }

  private cellId(row: number, column: number): string {
    return `${this.prefix}-${row}-${column}`;
  }
}

let context2d: CanvasRenderingContext2D | undefined;

function measure(): CanvasRenderingContext2D {
  context2d ??= document.createElement('canvas').getContext('2d')!;
  return context2d;
}
