// Added by `atlas serve` only: reloads the page after a build, shows what stopped one.
(() => {
  "use strict";
  const STYLE = `
    :host { all: initial }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      padding: 1rem 1.25rem; background: #2a1210; color: #fff; border-top: 4px solid #ff8a70;
      font: 16px/1.5 system-ui, sans-serif }
    h2 { margin: 0 0 .5rem; font-size: 1.1rem }
    ol { margin: 0; padding-left: 1.5rem }
    li { margin: 0 0 .6rem }
    code { font-family: ui-monospace, monospace; color: #ffd2c7 }
    p { margin: 0 }
    a { color: #ffd2c7 }`;
  const styles = new CSSStyleSheet();
  styles.replaceSync(STYLE);

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  // Records are hostile: everything goes into the page as text, never as markup.
  const item = (finding) => {
    const made = document.createElement("li");
    made.append(element("code", `${finding.path}:${finding.line}:${finding.column}`));
    made.append(element("p", finding.what));
    if (finding.allowed) made.append(element("p", `Допустимо: ${finding.allowed}`));
    if (finding.action) made.append(element("p", `Что сделать: ${finding.action}`));
    if (finding.near.length) made.append(element("p", `Возможно, вы имели в виду: ${finding.near.join(", ")}`));
    const help = element("a", `Подробнее: ${finding.code}`);
    help.href = finding.help;
    made.append(help);
    return made;
  };

  let overlay = null;
  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const show = ({ message, findings }) => {
    hide();
    overlay = document.createElement("atlas-overlay");
    const panel = document.createElement("section");
    panel.setAttribute("role", "alert");
    panel.append(element("h2", `Атлас не собран: ${message}`));
    const list = document.createElement("ol");
    list.append(...findings.map(item));
    panel.append(list);
    const shadow = overlay.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles]; // a style element would be refused by the page's policy
    shadow.append(panel);
    document.body.append(overlay);
  };

  let shown = null;
  const events = new EventSource("/__atlas__/events");
  events.addEventListener("message", ({ data }) => {
    const news = JSON.parse(data);
    shown ??= news.site;
    if (news.site !== shown) location.reload();
    else if (news.message) show(news);
    else hide();
  });
  addEventListener("pagehide", () => events.close());
})();
