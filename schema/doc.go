// Package schema answers which tables and functions there are: what huntbook.json connects to, what a cluster or a
// folder said when it was last asked, and what is known without asking anybody (the tables of Microsoft Sentinel and
// Defender XDR).
//
// Terms. A Connection is an entry of huntbook.json. A Snapshot is what a connection was known to hold at one moment. A
// Store keeps one snapshot for each connection, answers from it at once, and has it renewed in the background. A
// Catalog is what a query is bound against: a snapshot, with the bundled tables behind it where that helps.
//
// Invariants: the package opens no connection and links no engine; whoever pulls a schema is handed in. Snapshots,
// catalogs and the databases in them never change once they are handed out. Reading a schema never fails as a whole
// because a part of it is odd: the part is left out.
package schema
