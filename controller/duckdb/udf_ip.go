package duckdb

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// ipv4 is an address, masked by its prefix.
type ipv4 struct {
	addr   uint32
	prefix int64
}

func (ip ipv4) mask(prefix int64) uint32 { return ip.addr & mask32(prefix) }

func mask32(prefix int64) uint32 { return uint32(^uint64(0) << (32 - uint(prefix))) }

// parseIPv4 reads a.b.c.d or a.b.c.d/n.
func parseIPv4(s string) (ip ipv4, ok bool) {
	addr, rest, ok := scanIPv4(s)
	ip = ipv4{addr, 32}
	if !ok || rest == "" {
		return ip, ok
	}
	if rest[0] != '/' {
		return ip, false
	}
	if ip.prefix, ok = parsePrefix(rest[1:], 32); ok {
		ip.addr = ip.mask(ip.prefix)
	}
	return ip, ok
}

// scanIPv4 reads an address at the beginning of s.
func scanIPv4(s string) (addr uint32, rest string, ok bool) {
	for i := range 4 {
		if i > 0 {
			if s == "" || s[0] != '.' {
				return 0, s, false
			}
			s = s[1:]
		}
		n, octet := 0, uint32(0)
		for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '9' {
			octet = octet*10 + uint32(s[n]-'0')
			n++
		}
		if n == 0 || n > 3 || octet > 255 {
			return 0, s, false
		}
		addr, s = addr<<8|octet, s[n:]
	}
	return addr, s, true
}

func parsePrefix(s string, limit uint64) (int64, bool) {
	n, err := strconv.ParseUint(s, 10, 8)
	return int64(n), err == nil && n <= limit
}

func appendIPv4(dst []byte, addr uint32) []byte {
	for i := range 4 {
		if i > 0 {
			dst = append(dst, '.')
		}
		dst = strconv.AppendUint(dst, uint64(addr>>(24-8*i)&255), 10)
	}
	return dst
}

// ipv6 is an address as two halves, masked by its prefix. dotted says that it was written as a.b.c.d.
type ipv6 struct {
	hi, lo uint64
	prefix int64
	dotted bool
}

func (ip ipv6) masked(prefix int64) ipv6 {
	switch {
	case prefix <= 0:
		ip.hi, ip.lo = 0, 0
	case prefix <= 64:
		ip.hi, ip.lo = ip.hi&(^uint64(0)<<(64-uint(prefix))), 0
	case prefix < 128:
		ip.lo &= ^uint64(0) << (128 - uint(prefix))
	}
	return ip
}

// parseIPv6 reads an IPv6 address, or an IPv4 one as ::ffff:a.b.c.d, with an optional prefix; that of a text which ends
// in a.b.c.d counts the bits of this part if it is at most 32.
func parseIPv6(s string) (ip ipv6, ok bool) {
	text, prefix, hasPrefix := strings.Cut(s, "/")
	if addr, rest, isV4 := scanIPv4(text); isV4 && rest == "" {
		ip = ipv6{0, 0xffff<<32 | uint64(addr), 128, true}
	} else {
		a, err := netip.ParseAddr(text)
		if err != nil || a.Zone() != "" || !a.Is6() {
			return ip, false
		}
		b := a.As16()
		ip = ipv6{binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:]), 128, false}
	}
	if !hasPrefix {
		return ip, true
	}
	p, ok := parsePrefix(prefix, 128)
	if !ok || ip.dotted && p > 32 {
		return ip, false
	}
	if p <= 32 && strings.Contains(text, ".") {
		p += 96
	}
	ip.prefix = p
	return ip.masked(p), true
}

// String is the long form: eight groups of four digits.
func (ip ipv6) String() string {
	out := make([]byte, 0, 39)
	for i := range 8 {
		half := ip.hi
		if i >= 4 {
			half = ip.lo
		}
		group := uint16(half >> (48 - 16*(i%4)))
		if i > 0 {
			out = append(out, ':')
		}
		out = append(out, hexDigit(group>>12), hexDigit(group>>8), hexDigit(group>>4), hexDigit(group))
	}
	return string(out)
}

func hexDigit(n uint16) byte { return "0123456789abcdef"[n&15] }

// mapped makes ::a.b.c.d the same as a.b.c.d, as comparisons do.
func (ip ipv6) mapped(text string) ipv6 {
	if ip.hi == 0 && ip.lo>>32 == 0 && strings.Contains(text, ".") {
		ip.lo |= 0xffff << 32
	}
	return ip
}

func optPrefix(more []int64, limit int64) (int64, bool) {
	if len(more) == 0 {
		return limit, true
	}
	return more[0], 0 <= more[0] && more[0] <= limit
}

func order(less, equal bool) int64 {
	switch {
	case less:
		return -1
	case equal:
		return 0
	}
	return 1
}

// networks is a list of IPv4 or IPv6 networks.
type networks[T any] struct {
	list    []T
	invalid bool // one of them could not be read
}

func networksOf[T any](parse func(string) (T, bool)) func(string) *networks[T] {
	return func(array string) *networks[T] {
		n := &networks[T]{}
		items, ok := dynjson.Items(array)
		if !ok {
			items = []string{array}
		}
		for _, item := range items {
			x, ok := parse(dynjson.Text(item))
			if !ok {
				n.invalid = true
				continue
			}
			n.list = append(n.list, x)
		}
		return n
	}
}

var (
	ipv4Networks memo[*networks[ipv4]]
	ipv6Networks memo[*networks[ipv6]]
)

func inAny[T any](ip T, ok bool, n *networks[T], in func(ip, network T) bool) opt[bool] {
	if !ok {
		return none[bool]()
	}
	for _, network := range n.list {
		if in(ip, network) {
			return some(true)
		}
	}
	return maybe(false, !n.invalid)
}

func inIPv4(ip, network ipv4) bool { return ip.mask(network.prefix) == network.addr }

func inIPv6(ip, network ipv6) bool {
	a := ip.masked(network.prefix)
	return a.hi == network.hi && a.lo == network.lo
}

var ipFunctions = []*goFunction{
	fn1("kql_ipv4_is_private", func(s string) opt[bool] {
		ip, ok := parseIPv4(s)
		a := ip.addr
		return maybe(a>>24 == 10 || a>>20 == 172<<4|1 || a>>16 == 192<<8|168, ok)
	}),
	fn2("kql_ipv4_is_in_range", func(s, network string) opt[bool] {
		ip, ok1 := parseIPv4(s)
		n, ok2 := parseIPv4(network)
		return maybe(ok1 && ok2 && inIPv4(ip, n), ok1 && ok2)
	}),
	fn2("kql_ipv4_is_in_any_range", func(s, list string) opt[bool] {
		ip, ok := parseIPv4(s)
		return inAny(ip, ok, ipv4Networks.of(list, networksOf(parseIPv4)), inIPv4)
	}),
	fn2v("kql_ipv4_compare", func(s, t string, more []int64) opt[int64] {
		a, ok1 := parseIPv4(s)
		b, ok2 := parseIPv4(t)
		prefix, ok3 := optPrefix(more, 32)
		prefix = min(prefix, a.prefix, b.prefix)
		if !ok1 || !ok2 || !ok3 {
			return none[int64]()
		}
		x, y := a.mask(prefix), b.mask(prefix)
		return some(order(x < y, x == y))
	}),
	fn1("kql_ipv4_netmask_suffix", func(s string) opt[int64] {
		ip, ok := parseIPv4(s)
		return maybe(ip.prefix, ok)
	}),
	fn1("kql_parse_ipv4", func(s string) opt[int64] {
		ip, ok := parseIPv4(s)
		return maybe(int64(ip.addr), ok)
	}),
	fn2("kql_parse_ipv4_mask", func(s string, prefix int64) opt[int64] {
		ip, ok := parseIPv4(s)
		if !ok || prefix < 0 || prefix > 32 {
			return none[int64]()
		}
		return some(int64(ip.mask(prefix)))
	}),
	fn1v("kql_format_ipv4", func(s string, more []int64) string {
		ip, prefix, ok := ipv4OrNumber(s, more)
		if !ok {
			return ""
		}
		return string(appendIPv4(nil, ip.mask(prefix)))
	}),
	fn1v("kql_format_ipv4_mask", func(s string, more []int64) string {
		ip, prefix, ok := ipv4OrNumber(s, more)
		if !ok {
			return ""
		}
		return string(strconv.AppendInt(append(appendIPv4(nil, ip.mask(prefix)), '/'), prefix, 10))
	}),
	fn2("kql_ipv4_range_to_cidr_list", func(from, to string) opt[string] {
		a, ok1 := parseIPv4(from)
		b, ok2 := parseIPv4(to)
		if !ok1 || !ok2 || a.addr > b.addr {
			return none[string]()
		}
		return some(dynjson.Strings(cover(uint64(a.addr), uint64(b.addr))))
	}),

	fn1("kql_parse_ipv6", func(s string) string {
		ip, ok := parseIPv6(s)
		if !ok {
			return ""
		}
		return ip.String()
	}),
	fn2("kql_parse_ipv6_mask", func(s string, prefix int64) string {
		ip, ok := parseIPv6(s)
		if !ok || prefix < 0 || prefix > 128 {
			return ""
		}
		return ip.masked(min(prefix, ip.prefix)).String()
	}),
	fn2("kql_ipv6_is_in_range", func(s, network string) opt[bool] {
		ip, ok1 := parseIPv6(s)
		n, ok2 := parseIPv6(network)
		return maybe(ok1 && ok2 && inIPv6(ip, n), ok1 && ok2)
	}),
	fn2("kql_ipv6_is_in_any_range", func(s, list string) opt[bool] {
		ip, ok := parseIPv6(s)
		return inAny(ip, ok, ipv6Networks.of(list, networksOf(parseIPv6)), inIPv6)
	}),
	fn2v("kql_ipv6_compare", func(s, t string, more []int64) opt[int64] {
		a, ok1 := parseIPv6(s)
		b, ok2 := parseIPv6(t)
		prefix, ok3 := optPrefix(more, 128)
		if !ok1 || !ok2 || !ok3 {
			return none[int64]()
		}
		if len(more) > 0 && a.dotted && b.dotted && prefix <= 32 {
			prefix += 96
		}
		prefix = min(prefix, a.prefix, b.prefix)
		a, b = a.mapped(s).masked(prefix), b.mapped(t).masked(prefix)
		return some(order(a.hi < b.hi || a.hi == b.hi && a.lo < b.lo, a.hi == b.hi && a.lo == b.lo))
	}),

	fn2("kql_has_any_ipv4", func(text string, list opt[string]) bool { return ipLists.of(list.v, newIPList).in(text) }),
	fn2("kql_has_any_ipv4_prefix", func(text string, list opt[string]) bool { return ipPrefixLists.of(list.v, newIPPrefixList).in(text) }),
}

func ipv4OrNumber(s string, more []int64) (ip ipv4, prefix int64, ok bool) {
	prefix, ok = optPrefix(more, 32)
	if !ok {
		return ip, 0, false
	}
	if n, err := strconv.ParseUint(s, 10, 32); err == nil {
		return ipv4{uint32(n), 32}, prefix, true
	}
	ip, ok = parseIPv4(s)
	return ip, min(prefix, ip.prefix), ok
}

// cover returns the fewest networks that hold exactly the addresses from..to.
func cover(from, to uint64) (out []string) {
	for from <= to {
		size := min(bits.TrailingZeros64(from|1<<32), bits.Len64(to-from+1)-1)
		out = append(out, string(strconv.AppendInt(append(appendIPv4(nil, uint32(from)), '/'), int64(32-size), 10)))
		from += 1 << size
	}
	return out
}

// ipList is addresses, or networks that prefixes of addresses stand for, to be found in texts.
type ipList struct{ networks []ipv4 }

var ipLists, ipPrefixLists memo[*ipList]

func newIPList(array string) *ipList {
	l := &ipList{}
	for _, s := range ipTexts(array) {
		if addr, rest, ok := scanIPv4(s); ok && rest == "" {
			l.networks = append(l.networks, ipv4{addr, 32})
		}
	}
	return l
}

// newIPPrefixList reads prefixes: one to three numbers with a dot behind each, or a whole address.
func newIPPrefixList(array string) *ipList {
	l := newIPList(array)
	for _, s := range ipTexts(array) {
		if n := strings.Count(s, "."); strings.HasSuffix(s, ".") && n <= 3 {
			if addr, rest, ok := scanIPv4(s + strings.Repeat("0.", 3-n) + "0"); ok && rest == "" {
				l.networks = append(l.networks, ipv4{addr, int64(8 * n)})
			}
		}
	}
	return l
}

func ipTexts(array string) []string {
	items, ok := dynjson.Items(array)
	if !ok {
		return []string{array}
	}
	for i, item := range items {
		items[i] = dynjson.Text(item)
	}
	return items
}

// in reports whether one of the addresses in text is in the list. An address stands alone: no letter, digit or further
// number of a dotted row is beside it.
func (l *ipList) in(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < '0' || c > '9' || i > 0 && (termByte[text[i-1]] || text[i-1] == '.' && i > 1 && termByte[text[i-2]]) {
			continue
		}
		addr, rest, ok := scanIPv4(text[i:])
		if !ok || rest != "" && (termByte[rest[0]] || rest[0] == '.' && len(rest) > 1 && termByte[rest[1]]) {
			continue
		}
		for _, n := range l.networks {
			if addr&mask32(n.prefix) == n.addr {
				return true
			}
		}
	}
	return false
}

var ipEmitters = map[string]emitter{
	"ipv4_is_in_any_range": hasList("kql_ipv4_is_in_any_range"),
	"ipv6_is_in_any_range": hasList("kql_ipv6_is_in_any_range"),
	"has_any_ipv4":         hasList("kql_has_any_ipv4"),
	"has_any_ipv4_prefix":  hasList("kql_has_any_ipv4_prefix"),
}
