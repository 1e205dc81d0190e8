package syntax

type lookout struct{}

func (p *parser) cursor() bool          { return false }
func (p *parser) noteSign(sign)         {}
func (p *parser) noteWord(string)       {}
func (p *parser) noteOperators()        {}
func (p *parser) noteSources()          {}
func (p *parser) noteStatements()       {}
func (p *parser) noteProperty(property) {}
func (p *parser) slot(SlotKind)         {}
func (p *parser) propSlot(*property)    {}
func (p *parser) infixSlot(Expr)        {}
func (p *parser) memberSlot(Expr)       {}
