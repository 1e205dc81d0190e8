// Package notebook reads and writes the notebook file: nbformat 4.5 JSON, as .kqlnb and .ipynb.
//
// The editor's serializer (extension/src/serializer.ts) does the same in TypeScript, because opening and saving must not
// depend on a process. Both are held to the files in testdata, byte for byte: reading NAME.in.ipynb and writing it again
// gives NAME.out.ipynb, and so does reading NAME.out.ipynb. testdata/errors.json lists texts that are refused, with the
// message. The rules, which both follow:
//
// # Reading
//
// R1. The file is UTF-8; a byte order mark at its beginning is dropped. Other bytes: the error "not UTF-8 text". A file
// that is empty or all white space is a notebook without cells.
//
// R2. Of a key that an object has twice, the last value counts. An escape of half a surrogate pair (\ud800) means
// U+FFFD. A number means the IEEE double nearest to it.
//
// R3. The value is an object with `nbformat` 4 (absent: 4) and a list `cells` of objects. Another `nbformat` is an error.
// `metadata` is an object (absent: empty), of the notebook, each cell and each output. Everything that these rules don't
// name is kept as it is, at every level.
//
// R4. A cell's `cell_type` is code, markdown or raw. Its text is `source`: a string, or a list of strings, joined with
// nothing between; absent: empty. In it "\r\n" and then "\r" become "\n".
//
// R5. The language of a code cell is `metadata.vscode.languageId` when that is a string that is not empty, else "kusto".
// Of a markdown cell it is "markdown", of a raw one "raw".
//
// R6. `execution_count` is a number above 0, or there is none. `outputs` is a list of objects (absent: empty), each with a
// string `output_type`.
//
// R7. Texts in outputs that nbformat cuts into lines are joined: `text` of an output of type stream, and in `data` the
// values of the MIME types text/*, application/javascript and image/svg+xml. Where such a value is a list of strings, it
// means their concatenation. Line ends stay as they are.
//
// R8. A cell's id is 1 to 64 characters of a-z, A-Z, 0-9, "-" and "_". An id that is missing, or is none, or that a cell
// further up has too, is renewed (the cell further up keeps it): the FNV-1a hash, 32 bits, of the UTF-8 bytes of the
// cell's text, as 8 lower-case hexadecimal digits; while another cell has that id (one that is kept anywhere in the
// notebook, or was renewed further up), the number is raised by one, modulo 2^32.
//
// # Writing
//
// W1. `nbformat` is 4. `nbformat_minor` is 5, or the greater number that was read.
//
// W2. In the notebook's metadata, `kernelspec` gets display_name "Huntbook KQL", language "kusto", name "huntbook", and
// `language_info` gets file_extension ".kql", name "kusto"; their other fields stay (a value there that is no object is
// replaced).
//
// W3. Every cell has cell_type, id, metadata and source; a code cell also has execution_count (null when there is none)
// and outputs. Other cells have neither of the two, even if they were read.
//
// W4. `source` is a list of the text's lines, each with its "\n", the last one without if the text does not end in one.
// The empty text is the empty list. The texts of R7 are written as such lists too (cut after "\n" only).
//
// W5. `metadata.vscode.languageId` is written for a code cell in another language than kusto. In every other cell it is
// removed, and `vscode` with it when nothing else is in there.
//
// W6. JSON: the keys of every object ascend by UTF-16 code units, without exception (JavaScript's own order puts keys that
// are numbers first: not here). Indentation is one space a level; "," ends a line; after a key comes ": "; [] and {} when
// empty. The file ends in one "\n". Lines end in "\n".
//
// W7. Strings: \" \\ \b \f \n \r \t; other characters below U+0020 as \u00xx with lower-case digits; everything else as
// itself (no escapes for U+007F, U+2028, <, > or &).
//
// W8. Numbers as JSON.stringify writes the double: 1, 0.5, 1e+21, 1e-7; -0 is 0; what is beyond doubles is null.
//
// # Outputs of our own
//
// A result is an output of type display_data whose data has application/vnd.huntbook.result+json (package render says
// what is in it), text/html and text/plain. A failed cell has one of type error: ename is the code or "Error", evalue the
// message, traceback a list of lines for people.
package notebook
