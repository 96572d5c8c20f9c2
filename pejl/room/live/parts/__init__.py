"""What the regions of the room show, an area each: a function from a look to the context of a template."""
