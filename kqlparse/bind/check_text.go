package bind

import (
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// checkAddresses reports constants that are no addresses or networks, where a function reads them as such: it answers
// null, or nothing is in the range.
func (b *binder) checkAddresses(name string, args []syntax.Expr) {
	first, fits, what := 0, validIPv4, "an IPv4 address or network"
	switch name {
	case "ipv4_is_private", "ipv4_netmask_suffix", "ipv4_compare", "ipv4_is_match", "ipv4_is_in_range", "ipv4_is_in_any_range", "parse_ipv4", "parse_ipv4_mask":
	case "ipv6_compare", "ipv6_is_match", "ipv6_is_in_range", "ipv6_is_in_any_range", "parse_ipv6", "parse_ipv6_mask":
		fits, what = validIP, "an IPv6 or IPv4 address or network"
	case "has_ipv4", "has_any_ipv4":
		first, what = 1, "an IPv4 address"
		fits = func(s string) bool { return validIPv4(s) && !strings.Contains(s, "/") }
	default:
		return
	}
	for i := first; i < len(args); i++ {
		texts := b.constants(args[i])
		for _, text := range texts {
			if !fits(text) {
				b.warn(codeBadAddress, args[i].Span(), text, what)
				break
			}
		}
	}
}

// constants are the texts of a constant: a string, or the strings of an array.
func (b *binder) constants(e syntax.Expr) []string {
	c := b.info.Consts[e]
	switch {
	case c == nil || c.Null:
	case c.Type == symbol.String:
		return []string{c.Str}
	case c.Type == symbol.Dynamic:
		var list []any
		if json.Unmarshal([]byte(c.Str), &list) != nil {
			return nil
		}
		var texts []string
		for _, x := range list {
			if s, ok := x.(string); ok {
				texts = append(texts, s)
			}
		}
		return texts
	}
	return nil
}

// validIPv4 reads a.b.c.d and a.b.c.d/n.
func validIPv4(s string) bool {
	addr, bits, network := strings.Cut(strings.TrimSpace(s), "/")
	if network && !validBits(bits, 32) {
		return false
	}
	parts := strings.Split(addr, ".")
	if len(parts) != 4 {
		return false
	}
	for _, p := range parts {
		if n, err := strconv.ParseUint(p, 10, 16); err != nil || n > 255 {
			return false
		}
	}
	return true
}

// validIP reads IPv6 addresses and networks too.
func validIP(s string) bool {
	if validIPv4(s) {
		return true
	}
	addr, bits, network := strings.Cut(strings.TrimSpace(s), "/")
	_, err := netip.ParseAddr(addr)
	return err == nil && (!network || validBits(bits, 128))
}

func validBits(s string, most uint64) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n <= most
}

// checkEncoded reports constants that are no base64.
func (b *binder) checkEncoded(name string, args []syntax.Expr) {
	switch name {
	case "base64_decode_tostring", "base64_decode_toarray", "base64_decode_toguid", "gzip_decompress_from_base64_string", "zlib_decompress_from_base64_string":
	default:
		return
	}
	text, ok := b.constant(args, 0)
	if !ok {
		return
	}
	if _, err := base64.StdEncoding.DecodeString(text); err != nil {
		b.warn(codeBadBase64, args[0].Span())
	}
}

// formatWidths says how often a letter of a pattern may be repeated.
var formatWidths = map[string]map[byte][]int{
	"format_datetime": {'y': {1, 2, 4}, 'M': {1, 2}, 'd': {1, 2}, 'h': {1, 2}, 'H': {1, 2}, 'm': {1, 2}, 's': {1, 2}, 't': {2}, 'f': {1, 2, 3, 4, 5, 6, 7}, 'F': {1, 2, 3, 4, 5, 6, 7}},
	"format_timespan": {'d': {1, 2, 3, 4, 5, 6, 7, 8}, 'h': {1, 2}, 'H': {1, 2}, 'm': {1, 2}, 's': {1, 2}, 'f': {1, 2, 3, 4, 5, 6, 7}, 'F': {1, 2, 3, 4, 5, 6, 7}},
}

// checkFormat reports letters of a pattern that are repeated more often than the function knows: MMM, ddd.
// Source: the tables of the pages on format_datetime and format_timespan.
func (b *binder) checkFormat(name string, args []syntax.Expr) {
	widths := formatWidths[name]
	pattern, ok := b.constant(args, 1)
	if widths == nil || !ok {
		return
	}
	for i := 0; i < len(pattern); {
		n := 1
		for i+n < len(pattern) && pattern[i+n] == pattern[i] {
			n++
		}
		known, letter := widths[pattern[i]]
		fits := false
		for _, w := range known {
			fits = fits || w == n
		}
		if letter && !fits {
			b.warn(codeBadFormat, args[1].Span(), name, pattern[i:i+n])
			return
		}
		i += n
	}
}
