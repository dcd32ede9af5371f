// Lists what is smaller than 24 by 24 pixels and can be pressed (WCAG 2.2, 2.5.8), but for links in a line of text.
(() => {
	const least = 24 - 0.5;
	const inText = (e) => {
		if (!e.matches("a") || getComputedStyle(e).display !== "inline") return false;
		let block = e.parentElement;
		while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
		block = block.closest("tr") ?? block;
		const text = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
		while (text.nextNode()) if (!text.currentNode.parentElement.closest("a, button") && /[\p{L}\p{N}]/u.test(text.currentNode.data)) return true;
		return false;
	};
	return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
		.filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.closest("[aria-hidden=true]"))
		.map((e) => [e, e.getBoundingClientRect()])
		.filter(([, r]) => r.right + scrollX > 0 && r.bottom + scrollY > 0 && r.width > 1 && r.height > 1) // a skip link waits off the page
		.filter(([e, r]) => (r.width < least || r.height < least) && !inText(e))
		.map(([e, r]) => `${Math.round(r.width)} × ${Math.round(r.height)}: ${e.outerHTML.replace(/\s+/g, " ").slice(0, 110)}`);
})()
