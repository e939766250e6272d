"""An event from a link. Each source is one module that reads what it knows out of a page; `reading` asks them in turn."""
