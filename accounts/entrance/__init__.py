"""How people come in and stay safe: second factors, sessions, mails about both, and the keys that guard what is kept of them."""
