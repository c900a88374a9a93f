// What a page tells the browser, by the attributes of an element that each run of the script puts there: its language,
// and how large the server takes the screen to be.
(() => {
  if (window.kaopingPage) return;
  window.kaopingPage = true;

  const secure = location.protocol === "https:" ? "; Secure" : "";
  const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; SameSite=Lax${secure}`; };

  let known = "";
  function listen() {
    const told = document.getElementById("kaoping-told")?.dataset;
    if (!told || known === JSON.stringify(told)) return;
    known = JSON.stringify(told);
    document.documentElement.lang = told.tag;
    keep("kaoping_lang", told.lang);
    measure(told.size, JSON.parse(told.steps));
  }

  // A screen on a wall says so and loads the page once more; without cookies it stays as it is.
  function measure(size, steps) {
    const wanted = String(steps.filter(([width]) => innerWidth >= width).map(([, factor]) => factor).pop() ?? 1);
    if (wanted === size || sessionStorage.kaopingGrown === wanted) return;
    keep("kaoping_grown", wanted);
    sessionStorage.kaopingGrown = wanted;
    location.reload();
  }

  new MutationObserver(listen).observe(document, {
    subtree: true, childList: true, attributeFilter: ["data-lang", "data-size"],
  });
  listen();

  // Back leads to the page before, as that was left. Streamlit makes an entry in the browser's history for every
  // change of the address, and for a click that leads to another page it first writes the other page's choices into
  // the address of this one. So: on the same page the entry is replaced, and put right again when a page follows.
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  let left = null;
  history.pushState = (state, title, url) => {
    if (new URL(url, location.href).pathname === location.pathname) {
      left = { url: location.href, at: performance.now() };
      return replace(state, title, url);
    }
    if (left && performance.now() - left.at < 500) replace(history.state, "", left.url);
    left = null;
    return push(state, title, url);
  };
})();
