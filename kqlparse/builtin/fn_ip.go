package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

const (
	v4Doc = "An IPv4 address; with a prefix such as /24 it stands for its network."
	v6Doc = "An IPv6 or IPv4 address; with a prefix such as /64 it stands for its network."
)

// ipFunctions compare and format addresses. IPv4 addresses take part in the IPv6 functions as ::ffff:a.b.c.d.
var ipFunctions = []Function{
	{
		Name: "ipv4_is_private", Kind: Scalar, Family: "ip", Constant: true,
		Doc:      "Says whether an IPv4 address is in a private network (10/8, 172.16/12 or 192.168/16).",
		Returns:  "Null when the text is no IPv4 address.",
		Sigs:     fromText(symbol.Bool, "ip", v4Doc),
		Local:    Local{SQL: "kql_ipv4_is_private($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print ipv4_is_private("192.168.1.7"), ipv4_is_private("8.8.8.8")`}},
	},
	ipInRange("ipv4", v4Doc, "10.0.3.7", "10.0.0.0/16"),
	ipInAnyRange("ipv4", v4Doc, "10.0.3.7", "10.0.0.0/16"),
	ipMatch("ipv4", v4Doc, "10.0.3.7", "10.0.3.9", "24"),
	ipCompare("ipv4", v4Doc, "10.0.3.7", "10.0.3.9"),
	{
		Name: "ipv4_netmask_suffix", Kind: Scalar, Family: "ip", Constant: true,
		Doc:      "Gives the prefix length of an IPv4 network; 32 when there is none.",
		Returns:  "Null when the text is no IPv4 address.",
		Sigs:     fromText(symbol.Long, "ip", v4Doc),
		Local:    Local{SQL: "kql_ipv4_netmask_suffix($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print ipv4_netmask_suffix("10.0.0.0/16")`}},
	},
	{
		Name: "ipv4_range_to_cidr_list", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Covers a range of IPv4 addresses with as few networks as possible.",
		Returns: "An array of networks; null when an address is invalid or the range is empty.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("start_ip", symbol.Strings, "The first address."),
				arg("end_ip", symbol.Strings, "The last address."),
			),
		},
		Local:    Local{SQL: "kql_ipv4_range_to_cidr_list($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print ipv4_range_to_cidr_list("10.0.0.0", "10.0.2.255")`}},
	},
	{
		Name: "parse_ipv4", Kind: Scalar, Family: "ip", Constant: true,
		Doc:      "Makes a number of an IPv4 address.",
		Returns:  "Null when the text is no IPv4 address.",
		Sigs:     fromText(symbol.Long, "ip", v4Doc),
		Local:    Local{SQL: "kql_parse_ipv4($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_ipv4("10.0.0.1")`}},
	},
	{
		Name: "parse_ipv4_mask", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Makes a number of the network that an IPv4 address belongs to.",
		Returns: "Null when the text is no IPv4 address or the prefix is not from 0 to 32.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("ip", symbol.Strings, v4Doc),
				arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits count, from 0 to 32."),
			),
		},
		Local:    Local{SQL: "kql_parse_ipv4_mask($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_ipv4_mask("10.0.3.7", 24)`}},
	},
	{
		Name: "format_ipv4", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Writes an IPv4 address, given as text or number, in the usual form.",
		Returns: "Empty when the value is no IPv4 address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("ip", symbol.AnyScalar, "The address, or its number."),
				opt(arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits are kept, from 0 to 32.")),
			),
		},
		Local:    Local{SQL: "kql_format_ipv4($*)", As: []symbol.Type{symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print format_ipv4(167772161), format_ipv4("10.0.3.7", 24)`}},
	},
	{
		Name: "format_ipv4_mask", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Writes an IPv4 network with its prefix.",
		Returns: "Empty when the value is no IPv4 address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("ip", symbol.AnyScalar, "The address, or its number."),
				arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits are kept, from 0 to 32."),
			),
		},
		Local:    Local{SQL: "kql_format_ipv4_mask($1, $2)", As: []symbol.Type{symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print format_ipv4_mask("10.0.3.7", 24)`}},
	},
	{
		Name: "parse_ipv6", Kind: Scalar, Family: "ip", Constant: true,
		Doc:      "Writes an IPv6 or IPv4 address in one long form, so that addresses can be compared as texts.",
		Returns:  "Empty when the text is no address.",
		Sigs:     fromText(symbol.String, "ip", v6Doc),
		Local:    Local{SQL: "kql_parse_ipv6($1)"},
		Examples: []Example{{Query: `print parse_ipv6("fe80::1"), parse_ipv6("10.0.0.1")`}},
	},
	{
		Name: "parse_ipv6_mask", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Writes the network that an IPv6 or IPv4 address belongs to in one long form.",
		Returns: "Empty when the text is no address or the prefix is not from 0 to 128.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("ip", symbol.Strings, v6Doc),
				arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits count, from 0 to 128."),
			),
		},
		Local:    Local{SQL: "kql_parse_ipv6_mask($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_ipv6_mask("fe80::1:2", 112)`}},
	},
	ipInRange("ipv6", v6Doc, "fe80::7", "fe80::/64"),
	ipInAnyRange("ipv6", v6Doc, "fe80::7", "fe80::/64"),
	ipMatch("ipv6", v6Doc, "fe80::7", "fe80::9", "120"),
	ipCompare("ipv6", v6Doc, "fe80::7", "fe80::9"),
	{
		Name: "has_ipv4", Kind: Scalar, Family: "ip",
		Doc:     "Says whether an IPv4 address occurs in a text, with no letter, digit or dot beside it.",
		Returns: "False when what is looked for is no IPv4 address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("source", textual, "The text to search in."),
				arg("ip", symbol.Strings, "The address."),
			),
		},
		Local:    Local{SQL: "kql_has_any_ipv4($1, $2)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print has_ipv4("GET from 10.0.0.7:443", "10.0.0.7")`}},
	},
	{
		Name: "has_any_ipv4", Kind: Scalar, Family: "ip",
		Doc:      "Says whether one of several IPv4 addresses occurs in a text.",
		Sigs:     hasAnySigs("ips", "address"),
		Local:    Local{Emit: "has_any_ipv4", As: []symbol.Type{symbol.String, symbol.Unknown}, Nulls: NullNever},
		Examples: []Example{{Query: `print has_any_ipv4("GET from 10.0.0.7", dynamic(["10.0.0.7", "10.0.0.8"]))`}},
	},
	{
		Name: "has_ipv4_prefix", Kind: Scalar, Family: "ip",
		Doc:     "Says whether an IPv4 address that begins with a prefix occurs in a text.",
		Returns: "False when the prefix is neither an address nor ends with a dot.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("source", textual, "The text to search in."),
				arg("ip_prefix", symbol.Strings, "The prefix, such as 10.0. with its last dot."),
			),
		},
		Local:    Local{SQL: "kql_has_any_ipv4_prefix($1, $2)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print has_ipv4_prefix("GET from 10.0.0.7", "10.0.")`}},
	},
	{
		Name: "has_any_ipv4_prefix", Kind: Scalar, Family: "ip",
		Doc:      "Says whether an IPv4 address that begins with one of several prefixes occurs in a text.",
		Sigs:     hasAnySigs("ip_prefixes", "prefix, such as 10.0. with its last dot"),
		Local:    Local{Emit: "has_any_ipv4_prefix", As: []symbol.Type{symbol.String, symbol.Unknown}, Nulls: NullNever},
		Examples: []Example{{Query: `print has_any_ipv4_prefix("GET from 10.0.0.7", "10.0.", "192.168.")`}},
	},
	{
		Name: "geo_info_from_ip_address", Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Looks up where an IP address is used: country, state, city, latitude, longitude.",
		Returns: "A bag; null when the address is private or unknown.",
		Sigs:    fromText(symbol.Dynamic, "ip", "An IPv4 or IPv6 address."),
		Local:   Local{Remote: "it needs a database of the places of IP addresses, which the embedded engine does not have"},
	},
}

func hasAnySigs(name, what string) []symbol.Signature {
	return []symbol.Signature{
		sig(symbol.Returns(symbol.Bool),
			arg("source", textual, "The text to search in."),
			many(arg(name, symbol.Strings, "A "+what+".")),
		),
		sig(symbol.Returns(symbol.Bool),
			arg("source", textual, "The text to search in."),
			array(name, "An array of texts, each a "+what+"."),
		),
	}
}

func ipInRange(version, doc, ip, network string) Function {
	name := version + "_is_in_range"
	return Function{
		Name: name, Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Says whether an address is in a network.",
		Returns: "Null when one of the texts is no address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), arg("ip", symbol.Strings, doc), arg("ip_range", symbol.Strings, "The network, with its prefix.")),
		},
		Local:    Local{SQL: "kql_" + name + "($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + `("` + ip + `", "` + network + `")`}},
	}
}

func ipInAnyRange(version, doc, ip, network string) Function {
	name := version + "_is_in_any_range"
	return Function{
		Name: name, Kind: Scalar, Family: "ip",
		Doc:     "Says whether an address is in one of several networks.",
		Returns: "Null when the text is no address, or when no network holds it and one of them is invalid.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), arg("ip", textual, doc), many(arg("ranges", symbol.Strings, "A network, with its prefix."))),
			sig(symbol.Returns(symbol.Bool), arg("ip", textual, doc), array("ranges", "An array of networks, with their prefixes.")),
		},
		Local:    Local{Emit: name, As: []symbol.Type{symbol.String, symbol.Unknown}, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + `("` + ip + `", dynamic(["` + network + `"]))`}},
	}
}

func ipMatch(version, doc, a, b, prefix string) Function {
	name := version + "_is_match"
	return Function{
		Name: name, Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Says whether two addresses belong to the same network; the shortest of the prefixes counts.",
		Returns: "Null when one of the texts is no address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("ip1", symbol.Strings, doc), arg("ip2", symbol.Strings, doc),
				opt(arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits are compared, at most.")),
			),
		},
		Local:    Local{SQL: "(kql_" + version + "_compare($*) = 0)", As: []symbol.Type{symbol.String, symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + `("` + a + `", "` + b + `", ` + prefix + ")"}},
	}
}

func ipCompare(version, doc, a, b string) Function {
	name := version + "_compare"
	return Function{
		Name: name, Kind: Scalar, Family: "ip", Constant: true,
		Doc:     "Compares two addresses as numbers; the shortest of the prefixes counts.",
		Returns: "-1, 0 or 1 as the first is less than, equal to or greater than the second; null when one of the texts is no address.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("ip1", symbol.Strings, doc), arg("ip2", symbol.Strings, doc),
				opt(arg("prefix", symbol.SetOf(symbol.Int, symbol.Long), "How many leading bits are compared, at most.")),
			),
		},
		Local:    Local{SQL: "kql_" + name + "($*)", As: []symbol.Type{symbol.String, symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + `("` + a + `", "` + b + `")`}},
	}
}
