// Tells Streamlit where its server is, so that it need not ask for it below the address of a page first. And tells the
// reader if the server takes the address for another than the browser does: it will then refuse a session.
(() => {
  const { base, origin, warning } = document.currentScript.dataset;
  const home = location.origin + base + "/";
  window.__streamlit = { BACKEND_BASE_URL: home, MAIN_PAGE_BASE_URL: home };
  if (origin === location.origin) return;
  document.addEventListener("DOMContentLoaded", () => {
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = warning;
    note.style.cssText = "position: fixed; z-index: 9999999; inset: 0 0 auto; margin: 0; padding: 1rem; font-family: sans-serif; background: #fff3cd; color: #4d3800;";
    document.body.prepend(note);
  });
})();
