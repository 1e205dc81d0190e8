// The renderer of application/vnd.huntbook.result+json in notebook outputs.

import type { ActivationFunction } from 'vscode-notebook-renderer';
import type { FromRenderer, ToRenderer } from './messages';
import type { Result } from './result';
import { Gone, type Fetch } from './rows';
import { css } from './style';
import { element } from './dom';
import { View } from './view';

/** The version of the result's shape that this renderer knows. */
const version = 1;

/** A page that takes longer than this does not come any more. */
const patience = 60_000;

export const activate: ActivationFunction = (context) => {
  const style = element('style', '', css);
  document.head.append(style);
  const views = new Map<string, View>();
  const waiting = new Map<number, (reply: ToRenderer) => void>();
  let requests = 0;
  const send = context.postMessage === undefined ? undefined : (message: FromRenderer) => context.postMessage!(message);
  context.onDidReceiveMessage?.((reply: ToRenderer) => {
    waiting.get(reply.request)?.(reply);
    waiting.delete(reply.request);
  });

  const fetchOf = (result: string): Fetch | undefined =>
    send &&
    ((offset, limit, sort, search) =>
      new Promise((resolve, reject) => {
        const request = ++requests;
        const late = setTimeout(() => {
          waiting.delete(request);
          reject(new Error('no answer'));
        }, patience);
        waiting.set(request, (reply) => {
          clearTimeout(late);
          if (reply.page !== undefined) resolve(reply.page);
          else reject(reply.gone ? new Gone(reply.error) : new Error(reply.error));
        });
        send({ type: 'page', request, result, offset, limit, sort, search });
      }));

  // The editor's colours are variables of the page; charts are drawn with what they were.
  new MutationObserver(() => views.forEach((view) => view.restyle())).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });

  return {
    renderOutputItem(item, host) {
      views.get(item.id)?.dispose();
      const result = item.json() as Result;
      if (!Array.isArray(result?.columns) || !Array.isArray(result.rows)) {
        host.replaceChildren(element('div', 'hb-note hb-warning', 'This output is not a Huntbook result.'));
        return;
      }
      const view = new View(result, {
        fetch: fetchOf(result.id),
        copy: (text) => (send ? send({ type: 'copy', text }) : void navigator.clipboard.writeText(text)),
        exportResult: send && ((id) => send({ type: 'export', result: id })),
      });
      views.set(item.id, view);
      const newer = result.version > version ? [element('div', 'hb-note', 'This result was written by a newer Huntbook; some of it may not be shown.')] : [];
      host.replaceChildren(...newer, view.host);
    },
    disposeOutputItem(id) {
      const gone = id === undefined ? [...views.keys()] : [id];
      for (const key of gone) {
        views.get(key)?.dispose();
        views.delete(key);
      }
    },
  };
};
