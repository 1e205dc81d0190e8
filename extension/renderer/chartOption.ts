// A chart description as an ECharts option: which series, axes and stacks. Pure, so that it is tested without a browser.
// Nothing is chosen here: kind, axes and points come from the controller.

import type { Chart, Point, Series } from './result';

/** Colours of the surroundings. */
export interface Theme {
  text: string;
  dim: string;
  line: string;
  background: string;
  font: string;
}

/** Ten hues that stay apart on light and dark ground. */
export const palette = ['#4a8df0', '#f0883e', '#3fae7c', '#d9556b', '#9a6fd0', '#2fb0c3', '#d8a531', '#e07bb4', '#7f9a3a', '#8f8f9e'];

/** Above this many points a line shows no dots. */
const dottedUpTo = 60;

type Option = Record<string, unknown>;

export function chartOption(chart: Chart, theme: Theme, tooltip: (items: unknown) => unknown): Option {
  const base: Option = {
    animation: false,
    useUTC: true,
    color: palette,
    textStyle: { fontFamily: theme.font, color: theme.text },
  };
  if (chart.title) base.title = { text: chart.title, left: 'center', top: 6, textStyle: { color: theme.text, fontSize: 13, fontWeight: 600 } };
  const top = chart.title ? 40 : 22;
  if (chart.legend && chart.series.length > 0) {
    base.legend = {
      type: 'scroll', bottom: 4, icon: 'roundRect', itemWidth: 10, itemHeight: 10, itemGap: 16,
      textStyle: { color: theme.text }, pageTextStyle: { color: theme.dim }, pageIconColor: theme.text, pageIconInactiveColor: theme.line,
    };
  }
  if (chart.kind === 'piechart') return { ...base, ...pie(chart, theme, tooltip, top) };

  const horizontal = chart.kind === 'barchart';
  const category = categories(chart);
  const x = xAxis(chart, theme, category);
  const y = yAxis(chart, theme, horizontal);
  return {
    ...base,
    tooltip: {
      trigger: chart.kind === 'scatterchart' ? 'item' : 'axis', formatter: tooltip, confine: true, ...tooltipBox(theme),
      axisPointer: { type: isBar(chart) ? 'shadow' : 'line', lineStyle: { color: theme.dim }, shadowStyle: { color: theme.line, opacity: 0.35 } },
    },
    grid: { left: 16, right: 24, top: top + (chart.yTitle && !horizontal ? 10 : 0), bottom: (base.legend ? 36 : 12) + (chart.xTitle && !horizontal ? 18 : 0), containLabel: true },
    xAxis: horizontal ? y : x,
    yAxis: horizontal ? { ...x, inverse: true } : y,
    // Without the key the wheel scrolls the notebook.
    ...(horizontal || category ? {} : { dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false }] }),
    series: percent(chart).map((series) => cartesian(chart, series, category)),
  };
}

export const isBar = (chart: Chart): boolean => chart.kind === 'columnchart' || chart.kind === 'barchart';

export function tooltipBox(theme: Theme): Option {
  return { backgroundColor: theme.background, borderColor: theme.line, borderWidth: 1, padding: 0, textStyle: { color: theme.text, fontSize: 12, fontFamily: theme.font }, extraCssText: 'box-shadow: 0 2px 10px rgba(0,0,0,.28); border-radius: 5px;' };
}

/** The categories in the order in which they come, when the x axis has any. */
function categories(chart: Chart): string[] | undefined {
  if (chart.xType !== 'category') return undefined;
  return [...new Set(chart.series.flatMap((series) => series.points.map(([x]) => String(x ?? ''))))];
}

function xAxis(chart: Chart, theme: Theme, category: string[] | undefined): Option {
  const type = category ? 'category' : chart.xType === 'time' ? 'time' : chart.xLog ? 'log' : 'value';
  return {
    type,
    ...(category ? { data: category } : { scale: true }),
    ...title(chart.xTitle, theme, chart.kind === 'barchart'),
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.dim, hideOverlap: true, ...(category ? { width: chart.kind === 'barchart' ? 180 : 110, overflow: 'truncate' } : {}) },
    splitLine: { show: false },
  };
}

function yAxis(chart: Chart, theme: Theme, horizontal: boolean): Option {
  return {
    type: chart.yLog ? 'log' : 'value',
    ...(chart.yMin === undefined ? {} : { min: chart.yMin }),
    ...(chart.yMax === undefined ? (chart.stack === 'percent' ? { max: 100 } : {}) : { max: chart.yMax }),
    ...title(chart.yTitle, theme, !horizontal),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.dim, formatter: chart.stack === 'percent' ? '{value} %' : (value: number) => shortNumber(value) },
    splitLine: { lineStyle: { color: theme.line, type: [3, 4] } },
    splitNumber: 4,
  };
}

function title(name: string | undefined, theme: Theme, upright: boolean): Option {
  if (!name) return {};
  const style = { nameTextStyle: { color: theme.dim, fontSize: 11, ...(upright ? { align: 'left' } : {}) } };
  return upright ? { name, nameLocation: 'end', nameGap: 12, ...style } : { name, nameLocation: 'middle', nameGap: 30, ...style };
}

function cartesian(chart: Chart, series: Series, category: string[] | undefined): Option {
  const at = category && new Map(category.map((name, i) => [name, i]));
  const points = series.points.map(([x, y]) => [at ? at.get(String(x ?? '')) : x, y]);
  // On a horizontal chart the value comes first.
  const data = chart.kind === 'barchart' ? points.map(([x, y]) => [y, x]) : points;
  const stack = chart.stack === 'stacked' || chart.stack === 'percent' ? { stack: 'all' } : {};
  switch (chart.kind) {
    case 'columnchart':
    case 'barchart':
      return { type: 'bar', name: series.name, data, ...stack, barMaxWidth: 46, itemStyle: { borderRadius: 'stack' in stack ? 0 : chart.kind === 'barchart' ? [0, 3, 3, 0] : [3, 3, 0, 0] }, large: data.length > 2000 };
    case 'scatterchart':
      return { type: 'scatter', name: series.name, data, symbolSize: data.length > 500 ? 4 : 8, itemStyle: { opacity: 0.75 }, large: data.length > 2000 };
    default: {
      const area = chart.kind === 'areachart' || chart.kind === 'stackedareachart';
      const dots = data.length <= dottedUpTo;
      return {
        type: 'line', name: series.name, data, ...stack, connectNulls: false, symbol: 'circle', symbolSize: 5, showSymbol: dots,
        lineStyle: { width: 2 }, emphasis: { focus: 'series' }, ...(area ? { areaStyle: { opacity: 'stack' in stack ? 0.55 : 0.22 } } : {}),
        ...('stack' in stack ? {} : { sampling: 'lttb' }),
      };
    }
  }
}

/** The series with each y as its part of the sum at its x, when the chart asks for that. */
function percent(chart: Chart): Series[] {
  if (chart.stack !== 'percent') return chart.series;
  const sums = new Map<Point[0], number>();
  for (const { points } of chart.series) for (const [x, y] of points) sums.set(x, (sums.get(x) ?? 0) + (y ?? 0));
  return chart.series.map(({ name, points }) => ({ name, points: points.map(([x, y]): Point => [x, y === null || !sums.get(x) ? null : (100 * y) / sums.get(x)!]) }));
}

function pie(chart: Chart, theme: Theme, tooltip: (items: unknown) => unknown, top: number): Option {
  const points = chart.series[0]?.points ?? [];
  return {
    tooltip: { trigger: 'item', formatter: tooltip, confine: true, ...tooltipBox(theme) },
    series: [
      {
        type: 'pie', name: chart.series[0]?.name ?? '', radius: ['38%', '68%'], center: ['50%', chart.legend ? '46%' : '52%'], top: top - 18,
        data: points.map(([x, y]) => ({ name: String(x ?? ''), value: y })),
        itemStyle: { borderColor: theme.background, borderWidth: 2, borderRadius: 4 },
        label: { color: theme.text, formatter: '{b}  {d} %', overflow: 'truncate', width: 150 },
        labelLine: { lineStyle: { color: theme.dim } },
      },
    ],
  };
}

/** 1500 as 1.5k: axis labels have little room. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  for (const [unit, letter] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const) {
    if (size >= unit) return `${Number((value / unit).toPrecision(4))}${letter}`;
  }
  return String(Number(value.toPrecision(6)));
}

/** A number with all its digits, in groups. */
export function longNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** A time in milliseconds as UTC text, without parts that are zero. */
export function timeText(value: number): string {
  const iso = new Date(value).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23).replace(/\.000$/, '')}`.replace(/ 00:00:00$/, '');
}
