// How values look: in a cell of the grid, in the details of a row, and in the clipboard.

import type { Json } from '../src/nbformat';
import type { Column } from './result';


const numbers = new Set(['int', 'long', 'real', 'decimal']);

export function isNumber(type: string): boolean {
  return numbers.has(type);
}

/** Cells longer than this are cut in the grid; the details have all of it. */
const longest = 400;

/** The text of a value in a cell. Nulls are told apart by the caller. */
export function cellText(value: Json | undefined, type: string): string {
  const text = valueText(value, type);
  return (text.length > longest ? text.slice(0, longest) + '\u2026' : text).replaceAll(/\s*[\r\n]+\s*/g, ' \u21b5 ');
}

/** The text of a value as a whole, on one line or several as it comes. */
export function valueText(value: Json | undefined, type: string): string {
  if (value === null || value === undefined) return '';
  if (type === 'datetime' && typeof value === 'string') return dateText(value);
  if (type === 'timespan' && typeof value === 'string') return value.replace(/(:\d\d\.\d*?)0+$/, '$1').replace(/\.$/, '');
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** A datetime for people: a blank for the T, no Z, no zeros at the end of the fraction. */
function dateText(value: string): string {
  const match = /^(\d{4,5}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$/.exec(value);
  if (match === null) return value;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  return `${match[1]} ${match[2]}${fraction === '' ? '' : '.' + fraction}`;
}

/** A value for the details: JSON is indented. */
export function detailText(value: Json | undefined, type: string): string {
  const json = asJson(value, type);
  return json === undefined ? valueText(value, type) : JSON.stringify(json, null, 2);
}

/** The object or list that a value is or spells; undefined for anything else. */
export function asJson(value: Json | undefined, type: string): Json | undefined {
  if (typeof value === 'object' && value !== null) return value;
  if (typeof value !== 'string' || (type !== 'dynamic' && type !== 'string') || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const parsed = JSON.parse(value) as Json;
    // A number that JSON.parse rounds would be shown wrong: then the text stays as it is.
    return parsed !== null && typeof parsed === 'object' && !/\d{16}/.test(value) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Cells as tab-separated text. Tabs and line ends inside values would break the shape and become blanks. */
export function tabSeparated(columns: Column[], rows: (Json[] | undefined)[], withHeader: boolean): string {
  const flat = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');
  const lines = rows.map((row) => columns.map((column, i) => flat(plainText(row?.[i], column.type))).join('\t'));
  return (withHeader ? [columns.map((column) => flat(column.name)).join('\t'), ...lines] : lines).join('\n');
}

/** A value as it is in the data, for the clipboard. */
export function plainText(value: Json | undefined, type: string): string {
  if ((type === 'datetime' || type === 'timespan') && typeof value === 'string') return value;
  return valueText(value, type);
}
