// Runs before anything is drawn, so that a choice of light or dark does not flash: it is what the reader chose here before,
// else what the system says.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = "";
  try {
    const chosen = localStorage.getItem("weergave");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  } catch {} // no storage: the system decides
})();
