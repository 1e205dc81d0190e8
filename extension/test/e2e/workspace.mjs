// What scenarios have in their folders.

import fs from 'node:fs';
import path from 'node:path';
import { program, root } from '../../scripts/project.mjs';

const samples = path.join(root, 'extension/samples');

/** Copies the sample's data files (and its notebook, when asked) into a folder. */
export function copySamples(folder, { notebook = false } = {}) {
  for (const entry of fs.readdirSync(samples, { withFileTypes: true })) {
    if (entry.isFile() && (notebook || !entry.name.endsWith('.kqlnb'))) fs.copyFileSync(path.join(samples, entry.name), path.join(folder, entry.name));
  }
}

/** Writes a notebook whose code cells have these texts, by id. */
export function writeNotebook(file, texts) {
  const cells = Object.entries(texts).map(([id, source]) => ({ cell_type: 'code', id, metadata: {}, source: [source], execution_count: null, outputs: [] }));
  const metadata = { kernelspec: { display_name: 'Huntbook KQL', language: 'kusto', name: 'huntbook' }, language_info: { file_extension: '.kql', name: 'kusto' } };
  fs.writeFileSync(file, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1));
}

/** The process of this project's program that runs a subcommand in a folder, if there is one (Linux). */
export function processIn(folder, subcommand) {
  for (const id of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [file, argument] = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
      if (file.endsWith(path.basename(program())) && argument === subcommand && fs.realpathSync(`/proc/${id}/cwd`) === fs.realpathSync(folder)) return Number(id);
    } catch {
      // It ended while it was looked at, or is another user's.
    }
  }
  return undefined;
}
