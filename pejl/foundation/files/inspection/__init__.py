"""What looks over a stranger's file, in a process of its own; knows neither Django nor the rest of Pejl."""
