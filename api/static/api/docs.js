"use strict";

const place = document.getElementById("api-docs");
const { schema, organization, csrf } = place.dataset;

SwaggerUIBundle({
  domNode: place,
  url: schema,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  // A token stays in this tab and is gone when it closes.
  persistAuthorization: false,
  // The badge of swagger.io's validator would tell another company who reads this.
  validatorUrl: null,
  // At the desk the session counts, for the organization that is named.
  requestInterceptor(request) {
    if (organization && new URL(request.url, location.href).origin === location.origin) {
      Object.assign(request.headers, { "Candystorm-Organization": organization, "X-CSRFToken": csrf });
    }
    return request;
  },
});
