package deploy

import "context"

// patient is a store whose calls are tried again where that may help, and end where nothing comes.
type patient struct {
	store
	p patience
}

// longList is how many bytes a list counts for: it takes a call for each folder, or for a thousand objects.
const longList = 50 << 20

func (s patient) list(ctx context.Context) (all []object, err error) {
	err = s.p.try(ctx, longList, func(ctx context.Context) (err error) {
		all, err = s.store.list(ctx)
		return err
	})
	return all, err
}

func (s patient) get(ctx context.Context, name string) (data []byte, err error) {
	err = s.p.try(ctx, 0, func(ctx context.Context) (err error) {
		data, err = s.store.get(ctx, name)
		return err
	})
	return data, err
}

func (s patient) put(ctx context.Context, name string, data []byte) error {
	return s.p.try(ctx, int64(len(data)), func(ctx context.Context) error { return s.store.put(ctx, name, data) })
}

func (s patient) create(ctx context.Context, name string, data []byte) error {
	return s.p.try(ctx, 0, func(ctx context.Context) error { return s.store.create(ctx, name, data) })
}

func (s patient) copy(ctx context.Context, from, to string) error {
	return s.p.try(ctx, 0, func(ctx context.Context) error { return s.store.copy(ctx, from, to) })
}

func (s patient) remove(ctx context.Context, name string) error {
	return s.p.try(ctx, 0, func(ctx context.Context) error { return s.store.remove(ctx, name) })
}
