// What a page tells the browser, by the attributes of an element that each run of the script puts there: its language,
// and how large the server takes the screen to be.
(() => {
  if (window.kaopingPage) return;
  window.kaopingPage = true;

  const secure = location.protocol === "https:" ? "; Secure" : "";
  const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; SameSite=Lax${secure}`; };

  let known = "";
  function listen() {
    const page = document.getElementById("kaoping-page")?.dataset;
    if (!page || known === JSON.stringify(page)) return;
    known = JSON.stringify(page);
    document.documentElement.lang = page.tag;
    keep("kaoping_lang", page.lang);
    measure(page.size, JSON.parse(page.steps));
  }

  // A screen on a wall says so and loads the page once more; without cookies it stays as it is.
  function measure(size, steps) {
    const wanted = String(steps.filter(([width]) => innerWidth >= width).map(([, factor]) => factor).pop() ?? 1);
    if (wanted === size || sessionStorage.kaopingScale === wanted) return;
    keep("kaoping_scale", wanted);
    sessionStorage.kaopingScale = wanted;
    location.reload();
  }

  new MutationObserver(listen).observe(document, {
    subtree: true, childList: true, attributeFilter: ["data-lang", "data-size"],
  });
  listen();

  // Back undoes what was chosen on a page, then leads to the page before, as that was left. Streamlit makes an entry in
  // the browser's history for every change of the address: for each key of it, for what a page writes there by itself,
  // and for a click that leads to another page it first writes the other page's choices into the address of this one.
  // So: on the same page the entry is replaced; once the script has run, what a person changed becomes an entry of its
  // own; and when another page follows instead, the entry is put right again.
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  const quiet = 250; // ms
  let left = "", byHand = false, timer = 0;

  function isRunning() {
    return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running";
  }

  function settle() {
    clearTimeout(timer);
    if (!left) return;
    const here = location.href;
    if (byHand && left !== here) {
      replace(history.state, "", left);
      push(history.state, "", here);
      byHand = false;
    }
    left = "";
  }

  function settleLater() {
    clearTimeout(timer);
    timer = setTimeout(() => (isRunning() ? settleLater() : settle()), quiet);
  }

  function forget() {
    clearTimeout(timer);
    left = "";
    byHand = false;
  }

  history.pushState = (state, title, url) => {
    if (new URL(url, location.href).pathname === location.pathname) {
      left ||= location.href;
      replace(state, title, url);
      settleLater();
      return;
    }
    if (left) replace(history.state, "", left);
    forget();
    push(state, title, url);
  };
  addEventListener("popstate", forget, true);
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => { if (!isRunning()) settle(); byHand = true; }, true);
  }
})();
