// Lists covers that did not come and left a broken box, and pictures in lists that say what the title beside them says.
(() => {
	const name = (e) => e.outerHTML.replace(/\s+/g, " ").slice(0, 110);
	const faults = [];
	for (const box of document.querySelectorAll("[data-letter]")) {
		const image = box.querySelector("img");
		const { width, height } = box.getBoundingClientRect();
		if (image?.complete && !image.naturalWidth) faults.push("a broken picture: " + name(image));
		if (!image && box.checkVisibility() && (!width || !height || getComputedStyle(box, "::before").content === "none")) faults.push("nothing is left: " + name(box));
	}
	for (const image of document.querySelectorAll("[aria-hidden=true] img[alt]:not([alt=''])")) faults.push("says it twice: " + name(image));
	return faults;
})()
