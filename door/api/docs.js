// Shows the document that describes the API; nothing is asked of any other site.
SwaggerUIBundle({
  url: document.currentScript.dataset.document,
  dom_id: "#api",
  validatorUrl: null,
  deepLinking: true,
});
