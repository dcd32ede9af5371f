// Lists what makes a page wider than its window, what sticks out of it, and text that is cut off.
(() => {
	const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
	const width = document.documentElement.clientWidth;
	const scrolls = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return true; return false; };
	const hidden = (e) => { for (let p = e; p && p !== document.body; p = p.parentElement) { const r = p.getBoundingClientRect(); if (r.width <= 1 || r.height <= 1 || getComputedStyle(p).clipPath !== "none") return true; } return false; };
	// A text may end in dots where the page has it in full as its heading.
	const elided = (e) => { for (let p = e; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).textOverflow === "ellipsis") return p.textContent.trim() === document.querySelector("h1")?.textContent.trim(); return false; };
	const all = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility({visibilityProperty: true}) && !hidden(e) && !elided(e));
	return [
		...(document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : []),
		...all.filter((e) => e.getBoundingClientRect().right > width + 0.5 && !scrolls(e)).map((e) => `sticks out to ${Math.round(e.getBoundingClientRect().right)}: ${name(e)}`),
		...all.filter((e) => /hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1).map((e) => "is cut off: " + name(e)),
	];
})()
