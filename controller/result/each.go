package result

import (
	"context"
	"errors"
	"io"
)

// Each reads a result to its end and calls f for every row: its batch, and its place in it. The first error ends it.
func Each(ctx context.Context, r Reader, f func(b *Batch, row int) error) error {
	for {
		b, err := r.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for row := range b.Len {
			if err := f(b, row); err != nil {
				return err
			}
		}
	}
}
