"""Limits of a workbook. A page takes files of 10 MB; a list of 100,000 people stays below all of these."""

MEBIBYTE = 1 << 20

MEMORY = 200 * MEBIBYTE  # address space of the process that reads
PROCESSOR_SECONDS = 14
SECONDS = 60  # on the clock: more than its processor seconds where the machine has much to do
PACKED = 50 * MEBIBYTE
OUTPUT = 48 * MEBIBYTE
UNPACKED = 250 * MEBIBYTE  # of all parts that are read
ENTRIES = 2000
SHEETS = 200
ROWS = 400_000
CELLS = 4_000_000  # by tag, empty ones too
COLUMNS = 1000  # a value further to the right is outside every list
STRINGS = 3_000_000
MERGED_RANGES = 10_000
HIDDEN_ROWS_NAMED = 20
LONGEST_CELL = 32_767  # characters, the limit of Excel
HEADER_ROWS = 10  # the heading row is looked for among the first rows with content
