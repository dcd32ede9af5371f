package preview

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestShots(t *testing.T) {
	dir := os.Getenv("SHOTS")
	if dir == "" {
		t.Skip()
	}
	b := startBrowser(t)
	f := folder(t.TempDir())
	for _, n := range []string{"content", "site.yaml", "static", "themes"} {
		if out, err := exec.Command("cp", "-r", "../../"+n, string(f)).CombinedOutput(); err != nil {
			t.Log(string(out))
		}
	}
	f.write(t, "content/nieuws-tools/2026-11-23-klad.md", article("Een concept over taalmodellen op kantoor", "2026-11-23", "Nog niet af.\n\n## Kop\n\nTekst.", "draft: true", "onbekend: ja", "tags: [ai]"))
	f.write(t, "content/creatief/2099-12-03-later.md", article("Later dit jaar verschijnt dit artikel", "2099-12-03T09:00:00+01:00", "Nog niet.", "tags: [ai]"))
	r := f.run(t, Options{}, "0")
	shot := func(w *window, name string) {
		time.Sleep(400 * time.Millisecond)
		for _, width := range []int64{390, 1280} {
			w.do(chromedp.EmulateViewport(width, 844))
			time.Sleep(300 * time.Millisecond)
			png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
			must(t, err)
			must(t, os.WriteFile(fmt.Sprintf("%s/%s-%d.png", dir, name, width), png, 0o644))
		}
	}
	w := open(t, b, r.address+"/nieuws-tools/2026-11-23-klad/")
	w.until("x", shadow+`.getElementById("notes")`)
	shot(w, "draft")
	w.click("notes")
	shot(w, "notes")
	h := open(t, b, r.address+"/")
	shot(h, "home")
	f.write(t, "content/creatief/2026-02-20-goede-alt-teksten-met-en-zonder-ai.md", "---\ntitle: Een\ndate: gisteren\n---\n\nStuk.\n")
	h.until("x", shadow+`.querySelector(".panel")`)
	shot(h, "overlay")
	h.click("fold")
	shot(h, "folded")
	h.click("hide")
	shot(h, "hidden")
}
