// Package globe computes with shapes on the Earth: GeoJSON in, GeoJSON and numbers out. Edges are arcs of great circles
// on a sphere; what two shapes have in common or make up together is computed on the sphere as well, so that nothing
// is special at the poles and at the antimeridian.
//
// A shape that breaks the rules (fewer points than it needs, a place twice in a ring, edges that cross) reads as not ok.
// Polygons come out with their shells counterclockwise. Cells of S2 and H3 are named by their tokens.
package globe
