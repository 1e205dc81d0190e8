package duckdb

// The constructors of Go functions, by the number of parameters.

func fn1[A, R any](name string, do func(A) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row))) })
	}
	return gf
}

func fn2[A, B, R any](name string, do func(A, B) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A](), typeOf[B]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row), b(row))) })
	}
	return gf
}

func fn3[A, B, C, R any](name string, do func(A, B, C) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A](), typeOf[B](), typeOf[C]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		c := reader[C](&in.args[2])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row), b(row), c(row))) })
	}
	return gf
}

func fn4[A, B, C, D, R any](name string, do func(A, B, C, D) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A](), typeOf[B](), typeOf[C](), typeOf[D]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		c := reader[C](&in.args[2])
		d := reader[D](&in.args[3])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row), b(row), c(row), d(row))) })
	}
	return gf
}

func fn5[A, B, C, D, E, R any](name string, do func(A, B, C, D, E) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A](), typeOf[B](), typeOf[C](), typeOf[D](), typeOf[E]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		c := reader[C](&in.args[2])
		d := reader[D](&in.args[3])
		e := reader[E](&in.args[4])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row), b(row), c(row), d(row), e(row))) })
	}
	return gf
}

func fn6[A, B, C, D, E, F, R any](name string, do func(A, B, C, D, E, F) R) *goFunction {
	gf := newFunction(name, typeOf[R](), nil, typeOf[A](), typeOf[B](), typeOf[C](), typeOf[D](), typeOf[E](), typeOf[F]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		c := reader[C](&in.args[2])
		d := reader[D](&in.args[3])
		e := reader[E](&in.args[4])
		f := reader[F](&in.args[5])
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) { out(row, do(a(row), b(row), c(row), d(row), e(row), f(row))) })
	}
	return gf
}

// fn0v takes any number of arguments, which are all V; the slice is reused for the next row.
func fn0v[V, R any](name string, do func([]V) R) *goFunction {
	gf := newFunction(name, typeOf[R](), typeOf[V]())
	gf.run = func(in *call) {
		rest, read := restReader[V](in, 0)
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) {
			read(row)
			out(row, do(rest))
		})
	}
	return gf
}

// fn1v takes 1 arguments and further arguments, which are all V.
func fn1v[A, V, R any](name string, do func(A, []V) R) *goFunction {
	gf := newFunction(name, typeOf[R](), typeOf[V](), typeOf[A]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		rest, read := restReader[V](in, 1)
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) {
			read(row)
			out(row, do(a(row), rest))
		})
	}
	return gf
}

// fn2v takes 2 arguments and further arguments, which are all V.
func fn2v[A, B, V, R any](name string, do func(A, B, []V) R) *goFunction {
	gf := newFunction(name, typeOf[R](), typeOf[V](), typeOf[A](), typeOf[B]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		rest, read := restReader[V](in, 2)
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) {
			read(row)
			out(row, do(a(row), b(row), rest))
		})
	}
	return gf
}

// fn3v takes 3 arguments and further arguments, which are all V.
func fn3v[A, B, C, V, R any](name string, do func(A, B, C, []V) R) *goFunction {
	gf := newFunction(name, typeOf[R](), typeOf[V](), typeOf[A](), typeOf[B](), typeOf[C]())
	gf.run = func(in *call) {
		a := reader[A](&in.args[0])
		b := reader[B](&in.args[1])
		c := reader[C](&in.args[2])
		rest, read := restReader[V](in, 3)
		out := valueWriter[R](&in.out)
		gf.each(in, func(row int) {
			read(row)
			out(row, do(a(row), b(row), c(row), rest))
		})
	}
	return gf
}

// restReader returns a slice for the arguments from position from on, and the function that fills it.
func restReader[V any](in *call, from int) ([]V, func(row int)) {
	rest, reads := make([]V, len(in.args)-from), make([]func(int) V, len(in.args)-from)
	for i := range reads {
		reads[i] = reader[V](&in.args[from+i])
	}
	return rest, func(row int) {
		for i, read := range reads {
			rest[i] = read(row)
		}
	}
}
