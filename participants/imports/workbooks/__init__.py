"""Workbooks read as a stream, in a process of their own with limits (ADR 43). Nothing here imports Django.

child     the process: its limits, its input and output
archive   the parts of a ZIP file, counted while they are unpacked
xlsx      sheets, formats and shared texts of a workbook
ods       the sheets of an OpenDocument spreadsheet
cells     cells as text, and marks for cells that can't be read
rows      rows of a sheet: cells in their columns, hidden rows, merged ranges
"""
