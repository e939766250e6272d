"""Charts and pictures, as SVG for pages and as PNG for mails."""
