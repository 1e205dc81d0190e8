// The details of one row, beside the table: every column with its whole value, JSON indented.

import { button, element } from './dom';
import { detailText, plainText } from './format';
import type { Column } from './result';
import type { Row } from './rows';

export interface DetailEvents {
  close(): void;
  step(by: number): void;
  copy(text: string): void;
}

export class Details {
  readonly host = element('div', 'hb-details', undefined, { role: 'region', 'aria-label': 'Details of the row' });
  private readonly caption = element('span', 'hb-caption');
  private readonly list = element('div', 'hb-fields');
  private row: Row | undefined;

  constructor(private readonly columns: Column[], private readonly events: DetailEvents) {
    const bar = element('div', 'hb-details-bar');
    bar.append(
      this.caption,
      button('up', 'Row above', () => events.step(-1)),
      button('down', 'Row below', () => events.step(1)),
      button('copy', 'Copy the row as JSON', () => events.copy(this.json())),
      button('close', 'Close the details', () => events.close()),
    );
    this.host.append(bar, this.list);
    this.host.hidden = true;
    this.host.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Escape') events.close();
    });
  }

  get open(): boolean {
    return !this.host.hidden;
  }

  show(row: Row | undefined, index: number, column: number): void {
    this.row = row;
    this.host.hidden = false;
    this.caption.textContent = `Row ${(index + 1).toLocaleString('en-US')}`;
    const fields = this.columns.map(({ name, type }, i) => {
      const value = row?.[i];
      const field = element('div', i === column ? 'hb-field hb-current' : 'hb-field');
      const title = element('div', 'hb-field-name', name);
      title.append(element('span', 'hb-field-type', type), button('copy', `Copy ${name}`, () => this.events.copy(plainText(value, type))));
      const none = value === null || value === undefined;
      const text = element('pre', none ? 'hb-value hb-null' : 'hb-value', none ? 'null' : detailText(value, type));
      field.append(title, text);
      return field;
    });
    this.list.replaceChildren(...fields);
    const current = fields[column];
    // scrollIntoView would move the whole notebook.
    if (current !== undefined) this.list.scrollTop = Math.max(0, current.offsetTop - this.list.offsetTop - 40);
  }

  hide(): void {
    this.host.hidden = true;
  }

  private json(): string {
    return JSON.stringify(Object.fromEntries(this.columns.map(({ name }, i) => [name, this.row?.[i] ?? null])), null, 2);
  }
}
