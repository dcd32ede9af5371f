package urls

import "testing"

func TestAtWidth(t *testing.T) {
	t.Parallel()
	const pexels, unsplash = "https://images.pexels.com/photos/1/a.jpeg", "https://images.unsplash.com/photo-1"
	tests := map[string]struct{ address, want string }{
		"no size":        {pexels, pexels + "?w=1600"},
		"width":          {pexels + "?w=600", pexels + "?w=1600"},
		"height alone":   {pexels + "?h=650", pexels + "?w=1600"},
		"cut":            {pexels + "?fit=crop&h=627&w=1200", pexels + "?fit=crop&h=836&w=1600"},
		"double density": {pexels + "?dpr=2&w=600", pexels + "?w=1600"},
		"unsplash":       {unsplash + "?q=80&w=4000", unsplash + "?q=80&w=1600"},
		"nonsense":       {pexels + "?h=x&w=-3", pexels + "?w=1600"},
		"another host":   {"https://voorbeeld.nl/a.jpg?w=10", ""},
		"a path":         {"/img/a.jpg", ""},
		"no address":     {"https://%", ""},
	}
	for name, test := range tests {
		if got := AtWidth(test.address, 1600); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
