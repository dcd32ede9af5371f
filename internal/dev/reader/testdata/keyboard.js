// Lists the things of a page that can be reached, and notes how each looks before and while it has the focus.
// keyboardFaults() tells what was not reached, or could not be seen to be.
(() => {
	const pseudo = [null, "::before", "::after"];
	const marks = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor", "borderWidth", "textDecorationLine", "textDecorationThickness", "color"];
	const look = (e) => pseudo.map((p) => { const s = getComputedStyle(e, p); return marks.map((m) => s[m]).join(" "); }).join("|");
	const outlined = (e) => { const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1 && !/, 0\)$|transparent/.test(s.outlineColor); };
	const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
	const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, audio[controls], video[controls], [contenteditable], [tabindex]")]
		.filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.closest("[inert]"));
	const aside = all.filter((e) => e.tabIndex < 0 && e.matches("a, button, input, select, textarea, summary"));
	const wanted = all.filter((e) => e.tabIndex >= 0);
	const before = new Map(wanted.map((e) => [e, look(e)]));
	const reached = new Set();
	const unseen = [];
	document.addEventListener("focusin", ({target}) => {
		if (target.type === "radio") document.querySelectorAll(`input[type=radio][name="${target.name}"]`).forEach((e) => reached.add(e));
		reached.add(target);
		if (!outlined(target) && (!before.has(target) || look(target) === before.get(target))) unseen.push(target);
	});
	globalThis.keyboardFaults = () => [
		...wanted.filter((e) => !reached.has(e)).map((e) => "can't be reached: " + name(e)),
		...unseen.map((e) => "shows no focus: " + name(e)),
		// What Tab passes over must be a second way to the same, and hidden from screen readers too.
		...aside.filter((e) => !e.closest("[aria-hidden=true]") || !wanted.some((w) => w.href === e.href)).map((e) => "is passed over: " + name(e)),
	];
	return wanted.length;
})()
