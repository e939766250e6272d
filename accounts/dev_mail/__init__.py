"""The development mailbox: on a machine with DEBUG, what would have been mailed, to read and to click."""
