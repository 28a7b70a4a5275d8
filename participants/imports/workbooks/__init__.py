"""Workbooks read as a stream, in a process of their own with limits (ADR 43). Nothing here imports Django.

child     the process: its limits, its input and output
archive   the parts of a ZIP file, counted while they are unpacked
other_archives ZIP files that hold no workbook
relations parts of a workbook, found by its relations
xlsx      sheets, formats and shared texts of a workbook
xlsb      the same as records instead of XML
compound  streams of a compound file, the container of XLS and of workbooks with a password
xls       sheets of an XLS workbook; xls_texts its texts
ods       the sheets of an OpenDocument spreadsheet
cells     cells as text, and marks for cells that can't be read
rows      rows of a sheet: cells in their columns, hidden rows, merged ranges
merged_cells cells inside merged ranges, which are marked
"""
