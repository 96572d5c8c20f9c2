"""The pages about signing in: coming in, staying, passwords, and what guards the account."""
