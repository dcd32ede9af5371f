package browser

import (
	"github.com/chromedp/cdproto/page"
)

// Picture draws the whole page as a PNG, from its top down to at most maxHeight.
func (t *Tab) Picture(width, maxHeight float64) ([]byte, error) {
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
