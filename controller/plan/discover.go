package plan

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Discover answers what columns a data-dependent operator has.
type Discover interface {
	// Values returns the different values of a column, in order of their text.
	Values(p *Plan, r Rel, c Column) ([]symbol.Value, error)
	// Keys returns the keys of the bags in a dynamic column, and the type that all values of each have.
	Keys(p *Plan, r Rel, c Column) ([]Column, error)
}
