"""What API clients are made with, written into docs/clients from the OpenAPI document; `./dev clients`."""
