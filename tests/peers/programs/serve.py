"""Serve a peer on loopback, by its own Python: `serve.py pretix 8000`."""

import sys
from importlib import import_module
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


name, port = sys.argv[1:]
application = import_module(f"{name}.wsgi").application
make_server("127.0.0.1", int(port), application, server_class=Server).serve_forever()
