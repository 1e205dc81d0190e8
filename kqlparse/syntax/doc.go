// Package syntax reads KQL: text to tokens to a lossless tree, with recovery.
//
// Parse reads a text as one query block or management command; Blocks splits a .kql file into such texts; Expected says
// what may stand at a place, for completion. Walk, Path and NodeAt find nodes, LiteralValue and Unquote read literals.
//
// There is one grammar. The functions that parse it also answer Expected: they run on the text before the cursor and note
// what they look for at its end. An operator is one file, op_<name>.go: its node, its grammar, its parser. A new one is
// added by writing that file and naming its word in the table of op.go.
//
// Invariants. Parsing never fails, panics or stands still, whatever the bytes are. A walk over Visit yields the tokens of
// the tree in order, each once, apart from missing ones, which have no width. A node's span lies in its parent's. A tree
// is a value of its text alone: it holds no meaning, and a broken operator does not change how the ones before it and
// behind the next pipe are read.
//
// Error codes are those of the official language service where it has one for the mistake: KS001 an unfinished literal,
// KS002 a character of no token, KS005 something else was expected, KS006 something is missing, KS176 no query operator,
// KS198 no statement, KS214 a bare guid, KS217 no graph pattern, KS228 a name that needs brackets, KS245 too deep nesting.
package syntax
