"""Files that people send: looked over before they are kept, kept in the database, given back as they cannot harm."""
