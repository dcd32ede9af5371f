// Lists what was shifted since the page began to load.
new Promise((done) => {
	const faults = [];
	const observer = new PerformanceObserver((list) => {
		for (const shift of list.getEntries()) {
			const moved = shift.sources.map(({node, previousRect: was, currentRect: is}) => {
				const e = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
				return `${(e?.outerHTML ?? "something").replace(/\s+/g, " ").slice(0, 90)} from ${was.x},${was.y} ${was.width}×${was.height} to ${is.x},${is.y} ${is.width}×${is.height}`;
			});
			faults.push(`shift of ${shift.value.toFixed(4)}: ${moved.join("; ")}`);
		}
	});
	observer.observe({type: "layout-shift", buffered: true});
	setTimeout(() => done(faults), 200);
})
