"""The public side: the home page, a campaign's page and its moving numbers. No page here sets a cookie."""
