// Building elements. Whatever comes from data is set as text, never parsed as markup.

type Attributes = Record<string, string | number | boolean | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text?: string, attributes: Attributes = {}): HTMLElementTagNameMap[K] {
  const result = document.createElement(tag);
  if (className !== '') result.className = className;
  if (text !== undefined) result.textContent = text;
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) result.setAttribute(name, String(value));
  return result;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Our icons: paths in a square of 16, drawn with the text's colour. */
const icons = {
  table: 'M2 3h12v10H2zM2 6.5h12M2 9.75h12M6.5 3v10',
  chart: 'M2.5 2v11.5H14M5.5 11V8M8.5 11V4.5M11.5 11V6.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.5 10.5L14 14',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  export: 'M8 10V2.5M5 5.5l3-3l3 3M3 9.5v4h10v-4',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M4 10l4-4l4 4',
  down: 'M4 6l4 4l4-4',
  record: 'M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
} as const;

export type Icon = keyof typeof icons;

export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'hb-icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

export function button(name: Icon, label: string, action: () => void): HTMLButtonElement {
  const result = element('button', 'hb-button', undefined, { type: 'button', title: label, 'aria-label': label });
  result.append(icon(name));
  result.addEventListener('click', action);
  return result;
}
