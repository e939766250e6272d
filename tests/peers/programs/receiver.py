"""A stranger's receiver of webhooks, by its own Python: `receiver.py PORT FOLDER`. All that it has of ours is the secret.

It reads `FOLDER/secret` at each message, answers 204 to what the package takes for ours and 401 to all else, and writes a line
for each to `FOLDER/received`.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from standardwebhooks import Webhook, WebhookVerificationError

folder = Path(sys.argv[2])


class Handler(BaseHTTPRequestHandler):
    """Takes messages."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            told = Webhook((folder / "secret").read_text()).verify(body, headers)
        except WebhookVerificationError as error:
            told = {"refused": str(error)}
        with (folder / "received").open("a") as file:
            file.write(json.dumps(told) + "\n")
        self.send_response(401 if "refused" in told else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
