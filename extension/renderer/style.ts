// The look of results: VS Code's variables only, so that every theme fits.

export const css = `
.hb {
  --hb-line: var(--vscode-notebook-outputContainerBorderColor, var(--vscode-editorWidget-border, rgba(128,128,128,.3)));
  --hb-edge: color-mix(in srgb, var(--vscode-foreground) 16%, transparent);
  --hb-dim: var(--vscode-descriptionForeground);
  --hb-head: color-mix(in srgb, var(--vscode-foreground) 6%, var(--vscode-editor-background));
  --hb-accent: var(--vscode-focusBorder, #3794ff);
  font-family: var(--vscode-font-family); font-size: 12px; color: var(--vscode-editor-foreground);
  border: 1px solid var(--hb-edge); border-radius: 6px; overflow: hidden; background: var(--vscode-editor-background);
}
.hb [hidden], .hb[hidden] { display: none !important; }
.hb-bar { display: flex; align-items: center; gap: 8px; padding: 5px 8px; min-height: 26px; border-bottom: 1px solid var(--hb-edge); background: var(--hb-head); }
.hb-space { flex: 1; }
.hb-status { color: var(--hb-dim); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
.hb-result-name { font-family: var(--vscode-editor-font-family, monospace); font-weight: 600; padding: 1px 7px; border-radius: 10px; background: var(--vscode-badge-background); color: var(--vscode-badge-foreground); }
.hb-icon { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 1.3; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.hb-button { display: inline-flex; align-items: center; gap: 5px; height: 22px; padding: 0 5px; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; cursor: pointer; }
.hb-button:hover { background: var(--vscode-toolbar-hoverBackground, rgba(128,128,128,.2)); }
.hb-button:focus-visible, .hb-grid:focus-visible { outline: 1px solid var(--hb-accent); outline-offset: -1px; }
.hb-tabs { display: inline-flex; padding: 2px; gap: 2px; border-radius: 6px; background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent); }
.hb-tabs .hb-button { height: 20px; padding: 0 8px; color: var(--hb-dim); }
.hb-tabs .hb-button[aria-selected=true] { background: var(--vscode-editor-background); color: var(--vscode-editor-foreground); box-shadow: 0 1px 2px rgba(0,0,0,.25); }
.hb-search { width: 170px; height: 22px; box-sizing: border-box; padding: 0 7px; border-radius: 4px; font: inherit; outline: none;
  color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--hb-edge)); }
.hb-search:focus { border-color: var(--hb-accent); }
.hb-search:disabled { opacity: .4; }
.hb-search::placeholder { color: var(--vscode-input-placeholderForeground); }
.hb-note { padding: 5px 10px; border-bottom: 1px solid var(--hb-edge); color: var(--hb-dim); }
.hb-warning { color: var(--vscode-editorWarning-foreground, #cca700); }
.hb-chart { height: 320px; resize: vertical; overflow: hidden; min-height: 140px; }
.hb-table { display: flex; resize: vertical; overflow: hidden; min-height: 80px; max-height: 1200px; }
.hb-grid { flex: 1; min-width: 0; overflow: auto; position: relative; outline: none; contain: strict; user-select: none; }
.hb-head { position: sticky; top: 0; z-index: 3; height: 28px; background: var(--hb-head); border-bottom: 1px solid var(--hb-edge); box-sizing: border-box; min-width: 100%; }
.hb-body { position: relative; min-width: 100%; }
.hb-row { position: absolute; top: 0; left: 0; width: 100%; height: 24px; }
.hb-odd { background: color-mix(in srgb, var(--vscode-foreground) 3%, transparent); }
.hb-row:hover { background: var(--vscode-list-hoverBackground, rgba(128,128,128,.12)); }
.hb-table:focus-within .hb-active-row { background: color-mix(in srgb, var(--hb-accent) 10%, transparent); }
.hb-cell { position: absolute; top: 0; height: 100%; line-height: 24px; box-sizing: border-box; padding: 0 9px; overflow: hidden; text-overflow: ellipsis; white-space: pre;
  border-right: 1px solid color-mix(in srgb, var(--vscode-foreground) 8%, transparent); font-variant-numeric: tabular-nums; cursor: default; }
.hb-right { text-align: right; }
.hb-cell[data-type=dynamic], .hb-cell[data-type=guid] { font-family: var(--vscode-editor-font-family, monospace); font-size: 11.5px; }
.hb-cell[data-type=dynamic] { color: var(--vscode-symbolIcon-objectForeground, inherit); }
.hb-null { color: var(--hb-dim); opacity: .55; font-style: italic; }
.hb-loading::after { content: ''; display: inline-block; width: 60%; height: 8px; border-radius: 4px; background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent); }
.hb-chosen { background: color-mix(in srgb, var(--hb-accent) 26%, transparent); }
.hb-grid:focus .hb-active, .hb-grid:focus-within .hb-active { box-shadow: inset 0 0 0 1.5px var(--hb-accent); }
.hb-name { display: flex; align-items: center; gap: 5px; font-weight: 600; cursor: pointer; }
.hb-name.hb-right { justify-content: flex-end; }
.hb-name:hover { background: var(--vscode-list-hoverBackground, rgba(128,128,128,.12)); }
.hb-gone .hb-name { cursor: default; }
.hb-label { overflow: hidden; text-overflow: ellipsis; }
.hb-order { color: var(--hb-accent); font-size: 9px; flex: none; }
.hb-grip { position: absolute; right: 0; top: 0; bottom: 0; width: 7px; cursor: col-resize; touch-action: none; }
.hb-grip:hover { background: var(--hb-accent); opacity: .6; }
.hb-number { position: sticky; left: 0; z-index: 2; height: 100%; line-height: 24px; box-sizing: border-box; padding-right: 8px; text-align: right; color: var(--hb-dim);
  background: var(--hb-head); border-right: 1px solid var(--hb-edge); font-variant-numeric: tabular-nums; font-size: 11px; }
.hb-corner { z-index: 4; }
.hb-empty { position: absolute; top: 40px; left: 0; right: 0; text-align: center; color: var(--hb-dim); }
.hb-details { width: 42%; max-width: 560px; min-width: 220px; display: flex; flex-direction: column; border-left: 1px solid var(--hb-edge); }
.hb-details-bar { display: flex; align-items: center; gap: 2px; padding: 2px 6px 2px 10px; height: 24px; border-bottom: 1px solid var(--hb-edge); background: var(--hb-head); }
.hb-caption { font-weight: 600; flex: 1; }
.hb-fields { overflow: auto; padding: 4px 0; flex: 1; min-height: 0; }
.hb-field { padding: 3px 10px 5px; border-left: 2px solid transparent; }
.hb-current { border-left-color: var(--hb-accent); background: color-mix(in srgb, var(--hb-accent) 8%, transparent); }
.hb-field-name { display: flex; align-items: center; gap: 7px; font-weight: 600; }
.hb-field-name .hb-button { visibility: hidden; height: 18px; margin-left: auto; }
.hb-field:hover .hb-button, .hb-field:focus-within .hb-button { visibility: visible; }
.hb-field-type { font-weight: 400; color: var(--hb-dim); font-size: 11px; }
.hb-value { margin: 1px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--vscode-editor-font-family, monospace); font-size: 12px; line-height: 1.45; user-select: text; cursor: text; }
.vscode-high-contrast .hb, .vscode-high-contrast .hb-bar { border-color: var(--vscode-contrastBorder); }
@media (prefers-reduced-motion: no-preference) { .hb-loading::after { animation: hb-pulse 1s ease-in-out infinite alternate; } @keyframes hb-pulse { from { opacity: .4 } } }
`;
