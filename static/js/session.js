/* Before a session ends its reader is told, and may stay. Whoever writes in a form is there: the server
   hears of it now and then, so that half a page of text is not lost to the clock. */

const box = document.querySelector("[data-stay-url]");
const EVERY = 60; // seconds
const WARN = 240; // seconds before the end
let writing = false;
let state = "";

function show(name) {
  if (name === state) return;
  state = name;
  box.querySelectorAll(":scope > :not(template)").forEach((element) => element.remove());
  if (name) box.append(box.querySelector(`template[data-${name}]`).content.cloneNode(true));
}

/* The seconds that are left, or 0; by POST they are all there again. */
async function left(method) {
  const body = new URLSearchParams();
  const headers = { Accept: "application/json" };
  if (method === "POST") {
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  } else {
    headers["X-Background"] = "yes";
  }
  const answer = await fetch(box.dataset.stayUrl, {
    method,
    headers,
    ...(method === "POST" ? { body } : {}),
    redirect: "manual",
  });
  return answer.ok ? (await answer.json()).left : 0;
}

async function look(method = writing ? "POST" : "GET") {
  writing = false;
  let seconds;
  try {
    seconds = await left(method);
  } catch {
    return; // no network: the next look may have one
  }
  show(seconds === 0 ? "over" : seconds < WARN ? "soon" : "");
  if (seconds === 0) clearInterval(clock);
}

const clock = setInterval(look, EVERY * 1000);
document.addEventListener("input", () => {
  writing = true;
});
box.addEventListener("click", (event) => {
  if (event.target.closest("[data-stay]")) look("POST");
});
