// Small words for making elements.

export const byId = (id) => document.getElementById(id);

/** element("p", {class: "quiet", lang: "ru"}, "text", child): attributes as given, null ones left out. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Points an icon at another symbol of the sprite. */
export function setIcon(button, name) {
  button.querySelector("use").setAttribute("href", `${document.body.dataset.icons}#${name}`);
}

/** Runs `change`, then scrolls to the end if the reader was at the end before. */
export function keepAtEnd(scroller, change) {
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 48;
  change();
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
}
