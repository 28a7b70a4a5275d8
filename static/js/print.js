/* Printing a person's page is recorded, whichever way it is asked for. Without this script the button
   fetches a page to print, which records it too. */

const form = document.querySelector("form[data-print]");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  window.print();
});

window.addEventListener("beforeprint", () => {
  if (form) fetch(form.dataset.print, { method: "POST", body: new FormData(form), keepalive: true });
});
