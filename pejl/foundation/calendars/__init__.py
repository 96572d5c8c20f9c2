"""Calendar files that Outlook, Google and the others understand."""
