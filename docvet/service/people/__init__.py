"""People of the service: the owner's token, names and roles, sign-in links, passwords, passkeys."""
