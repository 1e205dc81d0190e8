package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// encodingFunctions convert between encodings, compress, and compute hashes.
var encodingFunctions = []Function{
	{
		Name: "base64_encode_tostring", Kind: Scalar, Family: "encoding", Obsolete: []string{"base64_encodestring"}, Constant: true,
		Doc:      "Encodes a text's UTF-8 bytes in Base64.",
		Sigs:     fromText(symbol.String, "string", "The text to encode."),
		Local:    Local{SQL: "base64(encode($1))"},
		Examples: []Example{{Query: `print base64_encode_tostring("whoami")`}},
	},
	{
		Name: "base64_decode_tostring", Kind: Scalar, Family: "encoding", Obsolete: []string{"base64_decodestring"}, Constant: true,
		Doc:      "Decodes Base64 to text.",
		Returns:  "Empty when the input is no Base64 or its bytes are no UTF-8, as for PowerShell's encoded commands, which are UTF-16: see base64_decode_toarray().",
		Sigs:     fromText(symbol.String, "base64_string", "The Base64 text."),
		Local:    Local{SQL: "kql_base64_decode($1)"},
		Examples: []Example{{Query: `print base64_decode_tostring("d2hvYW1p")`}},
	},
	{
		Name: "base64_decode_toarray", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes Base64 to an array of bytes.",
		Returns:  "Null when the input is no Base64.",
		Sigs:     fromText(symbol.Dynamic, "base64_string", "The Base64 text."),
		Local:    Local{SQL: "kql_base64_decode_array($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print base64_decode_toarray("aABpAA==")`}},
	},
	{
		Name: "base64_encode_fromarray", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Encodes an array of bytes in Base64.",
		Returns:  "Empty when an element is no byte.",
		Sigs:     []symbol.Signature{sig(symbol.Returns(symbol.String), array("base64_string_decoded_as_array", "The bytes, numbers from 0 to 255."))},
		Local:    Local{SQL: "kql_base64_encode_array($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print base64_encode_fromarray(dynamic([104, 105]))`}},
	},
	{
		Name: "base64_decode_toguid", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes Base64 of 16 bytes to a guid.",
		Returns:  "Null when the input is no Base64 of 16 bytes.",
		Sigs:     fromText(symbol.Guid, "base64_string", "The Base64 text."),
		Local:    Local{SQL: "CAST(kql_base64_decode_guid($1) AS UUID)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print base64_decode_toguid("JpbpECu8dUy7Pv5gbeJXAA==")`}},
	},
	{
		Name: "base64_encode_fromguid", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Encodes a guid's 16 bytes in Base64.",
		Sigs:     []symbol.Signature{sig(symbol.Returns(symbol.String), arg("guid", symbol.Guids, "The guid."))},
		Local:    Local{SQL: "kql_base64_encode_guid(CAST($1 AS VARCHAR))"},
		Examples: []Example{{Query: `print base64_encode_fromguid(guid(10e99626-bc2b-754c-bb3e-fe606de25700))`}},
	},
	{
		Name: "url_encode", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Escapes a text for use in a URL; a space becomes +.",
		Sigs:     fromText(symbol.String, "url", "The text to escape."),
		Local:    Local{SQL: "kql_url_encode($1)"},
		Examples: []Example{{Query: `print url_encode("net user /add")`}},
	},
	{
		Name: "url_encode_component", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Escapes a text for use in a URL; a space becomes %20.",
		Sigs:     fromText(symbol.String, "url", "The text to escape."),
		Local:    Local{SQL: "kql_url_encode_component($1)"},
		Examples: []Example{{Query: `print url_encode_component("net user /add")`}},
	},
	{
		Name: "url_decode", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Undoes the escaping of a URL.",
		Sigs:     fromText(symbol.String, "encoded_url", "The escaped text."),
		Local:    Local{SQL: "kql_url_decode($1)"},
		Examples: []Example{{Query: `print url_decode("net%20user%20%2fadd")`}},
	},
	{
		Name: "gzip_compress_to_base64_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Compresses a text with gzip and encodes the result in Base64.",
		Sigs:     fromText(symbol.String, "string", "The text to compress."),
		Local:    Local{SQL: "kql_gzip($1)"},
		Examples: []Example{{Query: `print gzip_decompress_from_base64_string(gzip_compress_to_base64_string("whoami"))`}},
	},
	{
		Name: "gzip_decompress_from_base64_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes Base64 and decompresses it with gzip.",
		Returns:  "Empty when the input is not of this kind.",
		Sigs:     fromText(symbol.String, "string", "The Base64 text."),
		Local:    Local{SQL: "kql_gunzip($1)"},
		Examples: []Example{{Query: `print gzip_decompress_from_base64_string(gzip_compress_to_base64_string("net user"))`}},
	},
	{
		Name: "zlib_compress_to_base64_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Compresses a text with zlib and encodes the result in Base64.",
		Sigs:     fromText(symbol.String, "string", "The text to compress."),
		Local:    Local{SQL: "kql_zlib($1)"},
		Examples: []Example{{Query: `print zlib_decompress_from_base64_string(zlib_compress_to_base64_string("whoami"))`}},
	},
	{
		Name: "zlib_decompress_from_base64_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes Base64 and decompresses it with zlib.",
		Returns:  "Empty when the input is not of this kind.",
		Sigs:     fromText(symbol.String, "string", "The Base64 text."),
		Local:    Local{SQL: "kql_unzlib($1)"},
		Examples: []Example{{Query: `print zlib_decompress_from_base64_string(zlib_compress_to_base64_string("net user"))`}},
	},
	{
		Name: "punycode_from_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Encodes a text in Punycode, without the prefix xn--.",
		Sigs:     fromText(symbol.String, "string", "The text to encode."),
		Local:    Local{SQL: "kql_punycode($1)"},
		Examples: []Example{{Query: `print punycode_from_string("bücher")`}},
	},
	{
		Name: "punycode_to_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes Punycode, written without the prefix xn--.",
		Returns:  "Empty when the input is no Punycode.",
		Sigs:     fromText(symbol.String, "string", "The Punycode."),
		Local:    Local{SQL: "kql_unpunycode($1)"},
		Examples: []Example{{Query: `print punycode_to_string("bcher-kva")`}},
	},
	{
		Name: "punycode_domain_from_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Decodes the parts of a domain name that begin with xn--, to show what a look-alike domain pretends to be.",
		Sigs:     fromText(symbol.String, "string", "The domain name."),
		Local:    Local{SQL: "kql_unpunycode_domain($1)"},
		Examples: []Example{{Query: `print punycode_domain_from_string("www.xn--bcher-kva.example")`}},
	},
	{
		Name: "punycode_domain_to_string", Kind: Scalar, Family: "encoding", Constant: true,
		Doc:      "Encodes the parts of a domain name that are not ASCII, with the prefix xn--.",
		Sigs:     fromText(symbol.String, "string", "The domain name."),
		Local:    Local{SQL: "kql_punycode_domain($1)"},
		Examples: []Example{{Query: `print punycode_domain_to_string("www.bücher.example")`}},
	},
	hashText("hash_md5", "md5($1)", "MD5"),
	hashText("hash_sha1", "sha1($1)", "SHA-1"),
	hashText("hash_sha256", "sha256($1)", "SHA-256"),
	{
		Name: "hash", Kind: Scalar, Family: "encoding", Aliases: []string{"hash_xxhash64"}, Constant: true,
		Doc:     "Computes a number of a value that is nearly always different for different values (xxHash64).",
		Returns: "With mod, a number from 0 to mod - 1: to sample or to share out rows.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("source", symbol.NotDynamic, "The value."),
				opt(arg("mod", symbol.Integers, "The number of different results.")),
			),
		},
		Local:    Local{Emit: "hash", Nulls: NullMaybe},
		Examples: []Example{{Query: `print hash("alice", 10)`}},
	},
	{
		Name: "hash_many", Kind: Scalar, Family: "encoding", Constant: true,
		Doc: "Computes one hash of several values.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long), many(arg("source", symbol.NotDynamic, "A value; at least two."))),
		},
		Local: Local{Remote: noCombine},
	},
	{
		Name: "hash_combine", Kind: Scalar, Family: "encoding", Constant: true,
		Doc: "Joins several hashes to one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long), many(arg("source", symbol.AnyScalar, "A hash; at least two."))),
		},
		Local: Local{Remote: noCombine},
	},
}

const noCombine = "the way in which a cluster joins hashes is not published; join the texts with strcat_delim() and hash the result"

// hashText is the row of a cryptographic hash.
func hashText(name, sql, algorithm string) Function {
	return Function{
		Name: name, Kind: Scalar, Family: "encoding", Constant: true,
		Doc:     "Computes the " + algorithm + " hash of a value.",
		Returns: "Hexadecimal digits in small letters.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("source", symbol.NotDynamic, "The value; what is no text is hashed in its text form.")),
		},
		Local:    Local{SQL: sql, As: asText},
		Examples: []Example{{Query: "print " + name + `("alice")`}},
	}
}
