"use strict";
// Copy buttons, and a word when an answer does not arrive. Every page works without this file.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = button.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return; // no permission: the text itself can still be selected
  }
  const before = words.textContent;
  words.textContent = words.dataset.copied;
  setTimeout(() => { words.textContent = before; }, 2500);
});

// The error summary of a part that came in by htmx takes the focus, as on a full page.
document.addEventListener("htmx:afterSettle", (event) => {
  const summary = event.target.querySelector("[data-error-summary]");
  if (summary) summary.focus();
});

const trouble = document.getElementById("trouble");
if (trouble) {
  const show = () => { trouble.hidden = false; };
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, show);
  document.addEventListener("htmx:beforeRequest", () => { trouble.hidden = true; });
}
