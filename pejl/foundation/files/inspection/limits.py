"""How much a file may ask of the machine. What a file may weigh as it is sent is a setting."""

from __future__ import annotations

MIB = 1024 * 1024

#: Of a Word file or slides, which are archives.
ENTRIES = 1_000
UNPACKED_BYTES = 100 * MIB
UNPACKED_RATIO = 100
#: A short part may be all alike (an empty table); from here the ratio counts for each part too.
RATIO_COUNTS_FROM = MIB
PART_BYTES = 32 * MIB
ELEMENTS = 250_000
DEPTH = 200

#: About 600 closely written pages.
CHARACTERS = 2_000_000
PAGES = 500
PDF_OBJECTS = 100_000
PDF_STREAM_BYTES = 16 * MIB
PDF_PIXELS = 200_000_000

#: A telephone's camera at its largest; kept is what a wall or a sheet of paper can show.
PIXELS = 50_000_000
LONGEST_SIDE = 4_096

#: Of the process that looks.
CPU_SECONDS = 10
SECONDS = 20.0
MEMORY_BYTES = 768 * MIB
OUTPUT_BYTES = 64 * MIB
AT_ONCE = 2
