"use strict";

const place = document.getElementById("api-docs");

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.schema,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  // A token stays in this tab and is gone when it closes.
  persistAuthorization: false,
  // The badge of swagger.io's validator would tell another company who reads this.
  validatorUrl: null,
});
