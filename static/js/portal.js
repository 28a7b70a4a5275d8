/* What the portal adds to a page that already works: focus, dates, fields that depend on others, menus. */

const all = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

function focusErrors(root) {
  all(root, "[data-focus]").slice(0, 1).forEach((element) => element.focus());
}

/* data-show-when="field=value other": shown while the field has one of the values ("*": any value), or while the page
   has an element that matches data-or-with. */
function showWhen(root) {
  all(root, "[data-show-when]").forEach((part) => {
    const [name, values] = part.dataset.showWhen.split("=");
    const form = part.closest("form") ?? document;
    const inputs = () => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const update = () => {
      const chosen = inputs()
        .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
        .map((input) => input.value)
        .filter((value) => value !== "");
      const wanted = values.split(" ");
      const failed = part.querySelector(".field-invalid") !== null;
      const other = part.dataset.orWith && document.querySelector(part.dataset.orWith);
      part.hidden = !failed && !other && !chosen.some((value) => wanted.includes("*") || wanted.includes(value));
    };
    inputs().forEach((input) => input.addEventListener("change", update));
    if (part.dataset.orWith) document.addEventListener("htmx:afterOnLoad", update);
    update();
  });
}

/* data-show-with="#id [mark]": shown while the page has such an element, which the server's answers bring and take. */
function showWith() {
  document.querySelectorAll("[data-show-with]").forEach((part) => {
    part.hidden = document.querySelector(part.dataset.showWith) === null;
  });
}
document.addEventListener("htmx:afterOnLoad", showWith);

/* data-fills="field": what the server's answer knows, put into the field of the form if that is still empty. */
function fillIn() {
  document.querySelectorAll("[data-fills]").forEach((known) => {
    const field = known.form?.elements[known.dataset.fills];
    known.remove();
    if (!field || field.value !== "") return;
    field.value = known.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
document.addEventListener("htmx:afterSettle", fillIn);

/* A calendar beside a typed date: the browser's own picker, its choice written as 2020-03-31. */
function datePickers(root) {
  all(root, "input[data-date]").forEach((input) => {
    if (input.closest(".date-input") || !("showPicker" in HTMLInputElement.prototype)) return;
    const box = document.createElement("div");
    box.className = "date-input";
    input.replaceWith(box);
    const picker = document.createElement("input");
    picker.type = "date";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", input.dataset.date);
    button.append(document.querySelector("#icon-calendar").content.cloneNode(true));
    button.addEventListener("click", () => {
      picker.value = input.value;
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      input.value = picker.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    box.append(input, button, picker);
    if (input.dataset.today) box.after(todayButton(input));
  });
}

function todayButton(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link btn-small";
  button.textContent = input.dataset.today;
  button.addEventListener("click", () => {
    input.value = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Stockholm" });
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  return button;
}

/* data-all="Choose all": a button above a list of boxes that ticks them all, or none if all are ticked. */
function chooseAll(root) {
  const groups = new Map();
  all(root, "input[type=checkbox][data-all]").forEach((box) => {
    const list = box.closest("fieldset") || box.form;
    groups.set(list, [...(groups.get(list) || []), box]);
  });
  groups.forEach((boxes, list) => {
    if (boxes.length < 2 || list.querySelector(".choose-all")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-small choose-all";
    button.textContent = boxes[0].dataset.all;
    button.addEventListener("click", () => {
      const tick = !boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = tick; });
      boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    });
    boxes[0].closest(".form-check").before(button);
  });
}

/* data-fold: open where there is room, folded on a narrow screen; without this script always open. */
const narrow = matchMedia("(max-width: 47.5rem)");
function fold() {
  document.querySelectorAll("details[data-fold]").forEach((part) => {
    part.open = !narrow.matches || part.querySelector(".field-error") !== null;
  });
}
narrow.addEventListener("change", fold);
fold();

/* An open menu closes on Escape and on a click elsewhere. */
document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

/* A form that is being sent is not sent again by a second press. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

function enhance(root) {
  showWhen(root);
  datePickers(root);
  chooseAll(root);
  focusErrors(root);
}
enhance(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enhance(event.target);
});
