// Where the huntbook program is: the setting, else the one that ships beside the extension, else the PATH.

import { accessSync, constants, statSync } from 'node:fs';
import * as path from 'node:path';

export interface Places {
  /** The setting huntbook.path; empty when it is not set. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The environment's PATH. */
  PATH: string;
  windows: boolean;
}

export type Found = { file: string; error?: undefined } | { file?: undefined; error: string };

export function findBinary(places: Places): Found {
  const name = places.windows ? 'huntbook.exe' : 'huntbook';
  if (places.setting !== '') {
    if (isProgram(places.setting)) return { file: places.setting };
    return { error: `huntbook.path is set to ${places.setting}, and there is no program of that name.` };
  }
  const bundled = path.join(places.extension, 'bin', name);
  if (isProgram(bundled)) return { file: bundled };
  for (const folder of places.PATH.split(path.delimiter)) {
    // An entry that is not absolute would be looked up in the folder that happens to be the current one.
    if (path.isAbsolute(folder) && isProgram(path.join(folder, name))) return { file: path.join(folder, name) };
  }
  return { error: `The program ${name} was not found beside the extension or on the PATH. Build it with "npm run build:go", or set huntbook.path.` };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
