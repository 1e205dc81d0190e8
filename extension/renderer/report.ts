// The chart script of HTML reports, built as one file that stands by itself. When the page is loaded it draws every
// element with data-huntbook-chart: the attribute's value is the id of a <script type="application/json"> that holds a
// Chart (controller/render/mime.go). It loads nothing and needs no eval.

import { draw } from './chart';
import type { Chart } from './result';

export { draw };

export function drawAll(): void {
  const drawings = [...document.querySelectorAll<HTMLElement>('[data-huntbook-chart]')].flatMap((host) => {
    const source = document.getElementById(host.dataset.huntbookChart ?? '');
    if (source === null) return [];
    return [draw(host, JSON.parse(source.textContent ?? '') as Chart)];
  });
  const restyle = () => drawings.forEach((drawing) => drawing.restyle());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', drawAll);
else drawAll();
