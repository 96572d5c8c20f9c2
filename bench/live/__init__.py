"""How quickly a card reaches everybody: Pejl beside a bare uvloop broadcaster of the same bytes, in the same minute."""
