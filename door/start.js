// Tells Streamlit where its server is, so that it need not ask for it below the address of a page first.
(() => {
  const home = location.origin + document.currentScript.dataset.base + "/";
  window.__streamlit = { BACKEND_BASE_URL: home, MAIN_PAGE_BASE_URL: home };
})();
