package syntax

// Fuses reports whether the texts of two tokens, written without anything between them, would be read otherwise.
func Fuses(a, b string) bool {
	l := lexer{text: a + b}
	l.run()
	return len(l.toks) != 3 || int(l.toks[0].End) != len(a) || int(l.toks[1].Start) != len(a)
}
