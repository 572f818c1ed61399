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

// htmx comes when somebody first touches the page: whoever only reads does not fetch it.
const later = document.querySelector('meta[name="htmx-script"]');
if (later) {
  const touches = ["focusin", "pointerdown", "pointermove", "keydown", "input"];
  let answered = null; // what was answered before it arrived
  const note = (event) => { answered = window.htmx ? null : event.target; }; // whoever goes on typing asks by that
  const fetchIt = (first) => {
    for (const name of touches) document.removeEventListener(name, fetchIt, true);
    document.addEventListener("input", note);
    if (first.type === "input") note(first);
    const script = document.createElement("script");
    script.src = later.content;
    script.onload = () => setTimeout(() => {
      document.removeEventListener("input", note);
      if (answered) answered.dispatchEvent(new Event("change", { bubbles: true }));
    }, 600);
    document.head.append(script);
  };
  for (const name of touches) document.addEventListener(name, fetchIt, true);
}

// The error summary of a part that came in by htmx takes the focus, as on a full page.
document.addEventListener("htmx:afterSettle", (event) => {
  const summary = event.target.querySelector("[data-error-summary]");
  if (summary) summary.focus();
});

// What is typed into a question while the answer to another one is on its way, is not lost when that arrives.
let typing = null;
document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  typing = at.matches("input.input[id], textarea[id]") ? { at, words: at.value } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const now = typing && document.getElementById(typing.at.id);
  if (!now || now === typing.at || now.value === typing.words) return;
  now.value = typing.words;
  now.dispatchEvent(new Event("input", { bubbles: true }));
});

const trouble = document.getElementById("trouble");
if (trouble) {
  const show = () => { trouble.hidden = false; };
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, show);
  document.addEventListener("htmx:beforeRequest", () => { trouble.hidden = true; });
}
