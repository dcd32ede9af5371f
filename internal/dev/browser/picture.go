package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/page"
)

// loadImages asks for what a reader would get by scrolling. A picture that does not come is drawn as the page draws it.
const loadImages = `Promise.all([...document.images].filter((i) => i.getBoundingClientRect().top < %f).map((i) => {
	i.loading = "eager";
	return i.decode().catch(() => {});
})).then(() => true)`

// Picture draws the whole page as a PNG, from its top down to at most maxHeight.
func (t *Tab) Picture(width, maxHeight float64) ([]byte, error) {
	if _, err := Value[bool](t, fmt.Sprintf(loadImages, maxHeight)); err != nil {
		return nil, err
	}
	height, err := Value[float64](t, `document.documentElement.scrollHeight`)
	if err != nil {
		return nil, err
	}
	beyond := true
	result, err := call(t, page.CaptureScreenshot, page.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond,
		Clip:                  &page.Viewport{Width: width, Height: min(height, maxHeight), Scale: 1},
	})
	return result.Data, err
}
