// Draws a chart description into an element, with ECharts: in the editor and in reports. No text from data becomes markup.

import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { DataZoomInsideComponent, GridComponent, LegendComponent, LegendScrollComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { chartOption, longNumber, shortNumber, timeText, type Theme } from './chartOption';
import { element } from './dom';
import type { Chart } from './result';

use([LineChart, BarChart, PieChart, ScatterChart, GridComponent, TooltipComponent, LegendComponent, LegendScrollComponent, TitleComponent, DataZoomInsideComponent, CanvasRenderer]);

/** More rows than this do not fit a tooltip. */
const tooltipRows = 14;

export interface Drawing {
  /** Draws again for the colours that are in force now. */
  restyle(): void;
  dispose(): void;
}

/** Draws into an element that has a size, and follows its size. */
export function draw(host: HTMLElement, chart: Chart): Drawing {
  host.setAttribute('role', 'img');
  host.setAttribute('aria-label', `${chart.kind}${chart.title ? ': ' + chart.title : ''}, ${chart.series.map((series) => series.name).slice(0, 8).join(', ')}`);
  if (chart.kind === 'card') return card(host, chart);
  const drawing = init(host, null, { renderer: 'canvas' });
  const paint = () => drawing.setOption(chartOption(chart, themeOf(host), (items) => tooltip(chart, items)), true);
  paint();
  const observer = new ResizeObserver(() => drawing.resize());
  observer.observe(host);
  return {
    restyle: paint,
    dispose: () => {
      observer.disconnect();
      drawing.dispose();
    },
  };
}

function card(host: HTMLElement, chart: Chart): Drawing {
  const box = element('div', 'hb-cards');
  for (const series of chart.series) {
    const value = series.points[0]?.[1] ?? null;
    const one = element('div', 'hb-card');
    const number = element('div', 'hb-card-value', value === null ? '\u2013' : longNumber(value));
    number.style.fontSize = '38px';
    one.append(number, element('div', 'hb-card-name', series.name));
    box.append(one);
  }
  box.style.cssText = 'display:flex;flex-wrap:wrap;gap:48px;align-items:center;justify-content:center;height:100%;text-align:center';
  host.replaceChildren(box);
  return { restyle: () => undefined, dispose: () => host.replaceChildren() };
}

interface TooltipItem {
  seriesName?: string;
  name?: string;
  color?: unknown;
  value?: unknown;
  percent?: number;
}

/** The tooltip as an element, so that names out of the data stay text. */
function tooltip(chart: Chart, given: unknown): HTMLElement {
  const items = (Array.isArray(given) ? given : [given]) as TooltipItem[];
  const box = element('div', 'hb-tip');
  box.style.cssText = 'padding:7px 10px;min-width:110px;max-width:420px;line-height:1.55';
  const first = items[0];
  if (first === undefined) return box;
  const head = element('div', 'hb-tip-head', headText(chart, first));
  head.style.cssText = 'font-weight:600;margin-bottom:2px;overflow:hidden;text-overflow:ellipsis';
  box.append(head);
  const valueAt = chart.kind === 'barchart' ? 0 : 1;
  const rows = items
    .map((item) => ({ item, value: Array.isArray(item.value) ? (item.value[valueAt] as number | null) : (item.value as number | null) }))
    .filter(({ value }) => value !== null && value !== undefined);
  if (items.length > 1 && chart.kind !== 'scatterchart') rows.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  for (const { item, value } of rows.slice(0, tooltipRows)) {
    const row = element('div', 'hb-tip-row');
    row.style.cssText = 'display:flex;align-items:center;gap:8px';
    const dot = element('span', '');
    dot.style.cssText = 'width:9px;height:9px;border-radius:2px;flex:none';
    dot.style.background = typeof item.color === 'string' ? item.color : 'currentColor';
    const name = element('span', '', chart.kind === 'piechart' ? 'value' : (item.seriesName ?? ''));
    name.style.cssText = 'overflow:hidden;text-overflow:ellipsis;white-space:nowrap';
    const unit = chart.stack === 'percent' ? ' %' : item.percent === undefined ? '' : ` (${item.percent} %)`;
    const number = element('b', '', longNumber(Number(value)) + unit);
    number.style.cssText = 'margin-left:auto;padding-left:14px;font-variant-numeric:tabular-nums';
    row.append(dot, name, number);
    box.append(row);
  }
  if (rows.length > tooltipRows) box.append(element('div', '', `and ${rows.length - tooltipRows} more`));
  return box;
}

function headText(chart: Chart, item: TooltipItem): string {
  if (chart.xType === 'category') return item.name ?? '';
  const x = Array.isArray(item.value) ? item.value[chart.kind === 'barchart' ? 1 : 0] : item.value;
  return chart.xType === 'time' ? timeText(Number(x)) : shortNumber(Number(x));
}

/** The colours around an element: VS Code's variables in the editor, the page's own in a report. */
function themeOf(host: HTMLElement): Theme {
  const style = getComputedStyle(host);
  const variable = (names: string[], fallback: string): string => names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? fallback;
  const text = variable(['--hb-text', '--vscode-editor-foreground'], style.color);
  return {
    text,
    dim: variable(['--hb-dim', '--vscode-descriptionForeground'], text),
    line: variable(['--hb-line', '--vscode-editorWidget-border', '--vscode-panel-border'], 'rgba(128,128,128,0.35)'),
    background: variable(['--hb-panel', '--vscode-editorHoverWidget-background', '--vscode-editor-background'], '#ffffff'),
    font: style.fontFamily || 'sans-serif',
  };
}
