package globe

import (
	"cmp"
	"slices"

	"github.com/golang/geo/s2"
)

// edge is an arc of one of two shapes, or a piece of one. number counts the pieces of both shapes in order.
type edge struct {
	a, b   s2.Point
	number int
}

func (e edge) middle() s2.Point { return s2.Interpolate(0.5, e.a, e.b) }

// near is the distance, in radians, below which a corner counts as lying on an arc; far below a millimeter.
const near = 1e-14

func ringEdges(p Polygon) (out []edge) {
	for _, a := range p {
		for _, r := range a.Rings {
			for i := range r {
				out = append(out, edge{a: r[i], b: r[(i+1)%len(r)]})
			}
		}
	}
	return out
}

func lineEdges(l Line) (out []edge) {
	for _, ps := range l {
		for i := 1; i < len(ps); i++ {
			out = append(out, edge{a: ps[i-1], b: ps[i]})
		}
	}
	return out
}

// split cuts the arcs of two shapes where they meet, so that no two pieces cross. touch are the places where they meet.
func split(as, bs []edge) (pa, pb []edge, touch []s2.Point) {
	cutsA, cutsB := make([][]s2.Point, len(as)), make([][]s2.Point, len(bs))
	met := map[s2.Point]bool{}
	meet := func(p s2.Point) {
		if !met[p] {
			met[p] = true
			touch = append(touch, p)
		}
	}
	// Arcs are compared only when their extents along the x axis overlap. An arc bulges out of the chord between its
	// ends by less than the chord's length.
	span := func(e edge) (lo, hi float64) {
		bulge := e.a.Sub(e.b.Vector).Norm() / 2
		return min(e.a.X, e.b.X) - bulge - near, max(e.a.X, e.b.X) + bulge + near
	}
	order := make([]int, len(bs))
	widest := 0.0
	for i := range order {
		order[i] = i
		lo, hi := span(bs[i])
		widest = max(widest, hi-lo)
	}
	start := func(i int) float64 { lo, _ := span(bs[i]); return lo }
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(start(i), start(j)) })
	for i, e := range as {
		lo, hi := span(e)
		k, _ := slices.BinarySearchFunc(order, lo-widest, func(j int, x float64) int { return cmp.Compare(start(j), x) })
		crosser := s2.NewEdgeCrosser(e.a, e.b)
		for ; k < len(order) && start(order[k]) <= hi; k++ {
			j := order[k]
			f := bs[j]
			if _, end := span(f); end < lo {
				continue
			}
			hit := false
			for _, p := range [...]s2.Point{f.a, f.b} {
				if p == e.a || p == e.b {
					meet(p)
					hit = true
				} else if s2.DistanceFromSegment(p, e.a, e.b) < near {
					cutsA[i] = append(cutsA[i], p)
					meet(p)
					hit = true
				}
			}
			for _, p := range [...]s2.Point{e.a, e.b} {
				if p != f.a && p != f.b && s2.DistanceFromSegment(p, f.a, f.b) < near {
					cutsB[j] = append(cutsB[j], p)
					meet(p)
					hit = true
				}
			}
			if !hit && crosser.CrossingSign(f.a, f.b) == s2.Cross {
				p := s2.Intersection(e.a, e.b, f.a, f.b)
				cutsA[i], cutsB[j] = append(cutsA[i], p), append(cutsB[j], p)
				meet(p)
			}
		}
	}
	pa = pieces(as, cutsA, 0)
	return pa, pieces(bs, cutsB, len(pa)), touch
}

func pieces(edges []edge, cuts [][]s2.Point, first int) (out []edge) {
	for i, e := range edges {
		slices.SortFunc(cuts[i], func(p, q s2.Point) int { return cmp.Compare(e.a.Distance(p), e.a.Distance(q)) })
		last := e.a
		for _, p := range append(slices.Compact(cuts[i]), e.b) {
			if p != last {
				out = append(out, edge{last, p, first + len(out)})
				last = p
			}
		}
	}
	return out
}

type ends struct{ a, b s2.Point }

func endsOf(edges []edge) map[ends]bool {
	m := make(map[ends]bool, len(edges))
	for _, e := range edges {
		m[ends{e.a, e.b}] = true
	}
	return m
}

// IntersectPolygons is what two polygons have in common, borders included.
func IntersectPolygons(a, b Polygon) Mix {
	a, b = a.flat(), b.flat()
	pa, pb, touch := split(ringEdges(a), ringEdges(b))
	inA, inB := endsOf(pa), endsOf(pb)
	var keep, shared []edge
	for _, e := range pa {
		switch {
		case inB[ends{e.a, e.b}]:
			keep = append(keep, e)
		case inB[ends{e.b, e.a}]:
			shared = append(shared, e)
		case b.Contains(e.middle()):
			keep = append(keep, e)
		}
	}
	for _, e := range pb {
		if !inA[ends{e.a, e.b}] && !inA[ends{e.b, e.a}] && a.Contains(e.middle()) {
			keep = append(keep, e)
		}
	}
	return Mix{Points: apart(touch, keep, shared), Lines: chains(shared), Polygon: areas(keep)}
}

// union is the area of two polygons together; each of them has no parts that overlap.
func union(a, b Polygon) Polygon {
	pa, pb, _ := split(ringEdges(a), ringEdges(b))
	inA, inB := endsOf(pa), endsOf(pb)
	var keep []edge
	for _, e := range pa {
		if inB[ends{e.a, e.b}] || !inB[ends{e.b, e.a}] && !b.Contains(e.middle()) {
			keep = append(keep, e)
		}
	}
	for _, e := range pb {
		if !inA[ends{e.a, e.b}] && !inA[ends{e.b, e.a}] && !a.Contains(e.middle()) {
			keep = append(keep, e)
		}
	}
	return areas(keep)
}

// UnionPolygons is the area of several polygons together. Small ones are joined first, which keeps the work small.
func UnionPolygons(list []Polygon) Polygon {
	type part struct {
		p      Polygon
		points int
	}
	var queue []part
	add := func(p Polygon) {
		n := len(ringEdges(p))
		at := slices.IndexFunc(queue, func(q part) bool { return q.points > n })
		if at < 0 {
			at = len(queue)
		}
		queue = slices.Insert(queue, at, part{p, n})
	}
	for _, p := range list {
		for _, a := range p {
			add(Polygon{a})
		}
	}
	for len(queue) > 1 {
		a, b := queue[0].p, queue[1].p
		queue = queue[2:]
		add(union(a, b))
	}
	if len(queue) == 0 {
		return nil
	}
	return queue[0].p
}

// IntersectLineWithPolygon is the part of a line that is inside of a polygon or on its border.
func IntersectLineWithPolygon(l Line, p Polygon) Mix {
	p = p.flat()
	pl, pp, touch := split(lineEdges(l), ringEdges(p))
	border := endsOf(pp)
	var keep []edge
	for _, e := range pl {
		if border[ends{e.a, e.b}] || border[ends{e.b, e.a}] || p.Contains(e.middle()) {
			keep = append(keep, e)
		}
	}
	return Mix{Points: apart(touch, keep), Lines: chains(keep)}
}

// IntersectLines is what two lines have in common.
func IntersectLines(a, b Line) Mix {
	pa, pb, touch := split(lineEdges(a), lineEdges(b))
	other := endsOf(pb)
	var keep []edge
	for _, e := range pa {
		if other[ends{e.a, e.b}] || other[ends{e.b, e.a}] {
			keep = append(keep, e)
		}
	}
	return Mix{Points: apart(touch, keep), Lines: chains(keep)}
}

// UnionLines is all arcs of several lines, each once.
func UnionLines(list []Line) Line {
	var all []edge
	for _, l := range list {
		all = append(all, lineEdges(l)...)
	}
	seen := map[ends]bool{}
	all = slices.DeleteFunc(all, func(e edge) bool {
		known := seen[ends{e.a, e.b}] || seen[ends{e.b, e.a}]
		seen[ends{e.a, e.b}] = true
		return known
	})
	return chains(all)
}

// apart are the places that are at no end of the edges.
func apart(ps []s2.Point, lists ...[]edge) (out []s2.Point) {
	used := map[s2.Point]bool{}
	for _, list := range lists {
		for _, e := range list {
			used[e.a], used[e.b] = true, true
		}
	}
	for _, p := range ps {
		if !used[p] {
			out = append(out, p)
		}
	}
	return out
}

// chains joins edges, which keep their direction, to lines as long as can be.
func chains(edges []edge) (out Line) {
	leaving := map[s2.Point][]int{}
	into := map[s2.Point]int{}
	for i, e := range edges {
		leaving[e.a] = append(leaving[e.a], i)
		into[e.b]++
	}
	used := make([]bool, len(edges))
	walk := func(i int) {
		ps := []s2.Point{edges[i].a}
		for {
			used[i] = true
			p := edges[i].b
			ps = append(ps, p)
			next := slices.IndexFunc(leaving[p], func(k int) bool { return !used[k] })
			if next < 0 {
				break
			}
			i = leaving[p][next]
		}
		out = append(out, ps)
	}
	for i, e := range edges {
		if !used[i] && into[e.a] < len(leaving[e.a]) {
			walk(i)
		}
	}
	for i := range edges {
		if !used[i] {
			walk(i)
		}
	}
	return out
}

// areas joins edges that have the inside to their left to rings, and rings to areas.
func areas(edges []edge) (out Polygon) {
	leaving := map[s2.Point][]int{}
	for i, e := range edges {
		leaving[e.a] = append(leaving[e.a], i)
	}
	used := make([]bool, len(edges))
	var shells, holes [][]s2.Point
	for first := range edges {
		if used[first] {
			continue
		}
		var ring []int
		for i := first; ; {
			used[i] = true
			ring = append(ring, i)
			e := edges[i]
			best := -1
			for _, k := range leaving[e.b] {
				// Of several ways on, the one furthest to the left keeps rings that touch in a corner apart.
				if !used[k] && (best < 0 || s2.OrderedCCW(e.a, edges[best].b, edges[k].b, e.b)) {
					best = k
				}
			}
			if best < 0 {
				break
			}
			i = best
		}
		if edges[ring[len(ring)-1]].b != edges[ring[0]].a || len(ring) < 3 {
			continue
		}
		// A ring ends with the last of the pieces that it is made of.
		last := 0
		for i, k := range ring {
			if edges[k].number >= edges[ring[last]].number {
				last = i
			}
		}
		var ps []s2.Point
		for i := range ring {
			ps = append(ps, edges[ring[(last+1+i)%len(ring)]].a)
		}
		if s2.LoopFromPoints(slices.Clone(ps)).IsNormalized() {
			shells = append(shells, ps)
		} else {
			holes = append(holes, ps)
		}
	}
	for _, s := range shells {
		rings := [][]s2.Point{s}
		inside := s2.LoopFromPoints(slices.Clone(s))
		for _, h := range holes {
			if inside.ContainsPoint(edge{a: h[0], b: h[1]}.middle()) {
				rings = append(rings, h)
			}
		}
		if a, ok := newArea(rings); ok {
			out = append(out, a)
		}
	}
	return out
}
