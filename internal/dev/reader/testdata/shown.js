// Lists what a reader sees: texts, where links lead, and pictures. Buttons are for scripts only, and so is what hides
// until there are some.
(() => {
	const seen = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest("button, [hidden], noscript");
	const things = [];
	const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (text.nextNode()) {
		const said = text.currentNode.data.replace(/\s+/g, " ").trim();
		if (said !== "" && !text.currentNode.parentElement.matches("script, style, noscript") && seen(text.currentNode.parentElement)) things.push(said);
	}
	for (const a of document.querySelectorAll("a[href]")) if (seen(a)) things.push("link to " + a.href);
	for (const i of document.images) if (seen(i)) things.push("picture " + i.src);
	return things;
})()
