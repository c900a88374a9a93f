// Says in Chinese what Streamlit and Plotly say in English, as long as the page's language is Chinese.
// Only their own buttons, menus and messages are touched: a unit that is called "Search" keeps its name.
(() => {
  if (window.kaopingWords) return;
  window.kaopingWords = true;
  const words = __WORDS__;
  const exact = new Map(Object.entries(words.exact));
  const patterns = Object.entries(words.patterns).map(([form, put]) => [new RegExp(`^${form}$`, "s"), put]);
  const LETTERS = /[A-Za-z]{2}/;
  const named = (...ids) => ids.map((id) => `[data-testid="${id}"]`).join();

  // "Select all" and "(index)" in the list of a table's columns; the others are names of ours.
  const FIRST_COLUMNS = ["label", "div:last-of-type > label:first-child"]
    .map((label) => `${named("stDataFrameColumnVisibilityMenu")} > div > ${label}`)
    .join();
  // What holds words of theirs, and inside it what holds words of ours or of people.
  const THEIRS = [
    named("stSkipToContent", "stSidebarNavViewButton", "stMainMenuPopover", "stStatusWidget", "stConnectionStatus"),
    named("stDialog", "stFileUploaderDropzone", "InputInstructions", "stTooltipContent", "stTooltipErrorContent"),
    named("stDataFrameColumnFormattingMenu", "stDataFrameStatisticsMetrics", "stDateInputCalendar", "stDateInputError"),
    `${named("stDataFrameColumnMenu")} [role="menuitem"]`,
    FIRST_COLUMNS,
    `${named("stNumberInput", "stTextInput")} [role="alert"]`,
    '[role="option"][style*="contents"]', // what a list of options says when it has none
    ".gdg-search-bar, .plotly-notifier, #vg-tooltip-element .key, [data-live-announcer], [id^=react-aria-description]",
  ].join();
  const TOLD = named("stVerticalBlock", "stFileChipName", "stWidgetLabel");
  const CARRIERS = {
    "aria-label": [
      "button, nav, span[role=img], [role=menu], [role=progressbar], [role|=graphics], input[type=file]",
      named("stSidebar", "stStatusWidgetRunningIcon", "stDateInputCalendar"),
      `${named("stDateInputField")} [role=spinbutton], ${named("stDateInputCalendar")} :is([role=application], [role=grid])`,
      `:is(${FIRST_COLUMNS}) input`,
      `${named("stPagination")}, ${named("stPagination")} [aria-label]`,
    ].join(),
    title: `button, ${named("stFileChip")}, ${named("stDataFrameColumnMenu")} [role=menu] > :first-child > :first-child`,
    placeholder: "input",
    "aria-valuetext": `${named("stDateInputField")} [role=spinbutton]`,
    "aria-roledescription": "[role|=graphics]",
    "data-title": ".modebar-btn",
    alt: named("stSidebarLogo", "stHeaderLogo"),
  };
  const CARRYING = Object.keys(CARRIERS).map((name) => `[${name}]`).join();
  const PASSED_OVER = ".main-svg, canvas, script, style";

  const put = new WeakMap(); // a node -> attribute, or "" for its text -> [theirs, ours]
  let chinese = false;

  function ours(text) {
    const found = exact.get(text);
    if (found !== undefined || !LETTERS.test(text)) return found;
    for (const [form, said] of patterns) if (form.test(text)) return text.replace(form, said);
  }

  // Says one text or attribute; where it was said in Chinese before and Chinese is over, as it was.
  function say(node, name, text, change, isTheirs) {
    const before = put.get(node)?.[name];
    if (!chinese) {
      if (before && before[1] === text) change(before[0]);
      return;
    }
    const bare = text.trim();
    const said = bare && ours(bare);
    if (!said || !isTheirs()) return;
    const whole = text.replace(bare, () => said);
    put.set(node, { ...put.get(node), [name]: [text, whole] });
    change(whole);
  }

  function text(node) {
    const isTheirs = () => {
      const [theirs, told] = [THEIRS, TOLD].map((holders) => node.parentElement?.closest(holders));
      return theirs && !(told && theirs.contains(told));
    };
    say(node, "", node.data, (said) => { node.data = said; }, isTheirs);
  }

  function attribute(node, name) {
    const value = node.getAttribute(name);
    if (value) say(node, name, value, (said) => node.setAttribute(name, said), () => node.matches(CARRIERS[name]));
  }

  function element(node) {
    for (const name in CARRIERS) if (node.hasAttribute(name)) attribute(node, name);
  }

  function everything(root) {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(PASSED_OVER)) return;
    element(root);
    root.querySelectorAll(CARRYING).forEach(element);
    const accept = (node) =>
      node.nodeType === Node.TEXT_NODE || !node.matches(PASSED_OVER) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    for (let node; (node = walker.nextNode()); ) if (node.nodeType === Node.TEXT_NODE) text(node);
  }

  // Calendars and figures are in the browser's language; here they are in the page's. Who listens for a change of it
  // does so only while drawn, so it is told again when that will be.
  let spoken = "";
  for (const [name, said] of [["language", () => spoken], ["languages", () => [spoken]]]) {
    Object.defineProperty(navigator, name, { get: said, configurable: true });
  }

  function language() {
    const wanted = document.documentElement?.lang.startsWith("zh") ? "zh-CN" : "en-GB";
    if (spoken === wanted) return;
    spoken = wanted;
    chinese = wanted === "zh-CN";
    for (const wait of [0, 500, 3000]) setTimeout(() => window.dispatchEvent(new Event("languagechange")), wait);
    if (document.documentElement) everything(document.documentElement);
  }

  // A change of ours is looked at once more, is found to be no word of theirs, and rests.
  new MutationObserver((changes) => {
    language();
    if (!chinese) return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(everything);
      else if (change.type === "characterData") text(change.target);
      else if (change.attributeName !== "lang") attribute(change.target, change.attributeName);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: [...Object.keys(CARRIERS), "lang"],
  });
  language();
})();
