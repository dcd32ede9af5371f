// Lists what of a page's menu is not on the first screen or is cut off, text beside a picture that runs below it, and
// a story at the head of a list that touches what follows.
(() => {
	const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
	const shown = [...document.querySelectorAll(".menu a, .find, .scheme")].filter((e) => e.checkVisibility());
	const faults = [];
	for (const e of shown) {
		const r = e.getBoundingClientRect();
		if (r.left < 0 || r.right > innerWidth || r.bottom > innerHeight) faults.push("is not on the first screen: " + name(e));
		if (e.scrollWidth > e.clientWidth + 1) faults.push("is cut off: " + name(e));
	}
	for (const card of document.querySelectorAll(".with-cover")) {
		const picture = card.querySelector(".card-image").getBoundingClientRect();
		const text = card.querySelector(".card-text").getBoundingClientRect();
		if (picture.width && text.right > picture.left && text.left < picture.right) faults.push("text runs under its picture: " + name(card));
	}
	const lead = document.querySelector(".list-lead, .front"), next = lead?.nextElementSibling;
	if (next && next.getBoundingClientRect().top - lead.getBoundingClientRect().bottom < 24) faults.push("touches what is above it: " + name(next));
	return faults;
})()
