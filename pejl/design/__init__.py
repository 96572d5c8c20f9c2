"""The design system: tokens, layouts, strict components, scripts and the gallery. Knows no domain words."""
