"""Finding and ordering Danish words alike on both databases."""
