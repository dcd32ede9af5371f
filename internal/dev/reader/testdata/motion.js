// Lists what moves, or would when something changes.
(() => {
	const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
	const longest = (times) => Math.max(...times.split(",").map((t) => parseFloat(t) * (t.trim().endsWith("ms") ? 1 : 1000)));
	const faults = document.getAnimations().filter((a) => a.effect.getComputedTiming().activeDuration > 10).map((a) => "runs: " + name(a.effect.target));
	for (const e of document.querySelectorAll("*")) {
		for (const pseudo of [null, "::before", "::after", "::details-content"]) {
			const style = getComputedStyle(e, pseudo);
			if (style.transitionProperty !== "none" && longest(style.transitionDuration) > 10) faults.push(`would move${pseudo ?? ""}: ${name(e)}`);
			if (style.animationName !== "none" && longest(style.animationDuration) > 10) faults.push(`is animated${pseudo ?? ""}: ${name(e)}`);
		}
		if (getComputedStyle(e).scrollBehavior === "smooth") faults.push("scrolls smoothly: " + name(e));
	}
	return faults;
})()
