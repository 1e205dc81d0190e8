// Package controller runs the cells of notebooks: which connection a cell goes to, what goes with it, what came of it.
package controller
