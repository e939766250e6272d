"""What granian serves under `./dev up`: the platform, in a worker that dies with granian's main process.

Granian does not do that by itself: after a `kill -9` of its main process the worker would go on serving the port.
"""

import multiprocessing

from candyplatform.runner.deathsig import die_with_parent
from candyplatform.wsgi import application

__all__ = ["application"]

_parent = multiprocessing.parent_process()
if _parent is not None and _parent.pid is not None:
    die_with_parent(_parent.pid)
