// Lists headlines whose words run together, and those in which a line may end after a short first part ("AI-").
(() => {
	const least = 0.23; // of the size of the type
	const short = /(?<![\p{L}\p{N}-])[\p{L}\p{N}]{1,3}-[\p{L}\p{N}]/u;
	const faults = [];
	for (const e of document.querySelectorAll("h1, h2, h3, h4, h5, h6, .brand, .neighbours a")) {
		const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const text = texts.currentNode, style = getComputedStyle(text.parentElement);
			if (!text.parentElement.checkVisibility() || text.parentElement.closest("code, .hidden")) continue;
			if (short.test(text.data)) faults.push("a line may end in a short part: " + text.data.trim());
			for (const { index } of text.data.matchAll(/(?<=\S) (?=\S)/g)) {
				const space = document.createRange();
				space.setStart(text, index);
				space.setEnd(text, index + 1);
				const width = space.getBoundingClientRect().width / parseFloat(style.fontSize);
				if (width > 0 && width < least) faults.push(`a space of ${width.toFixed(3)} em at ${style.fontSize}: ${text.data.trim()}`); // none at the end of a line
			}
		}
	}
	return faults;
})()
