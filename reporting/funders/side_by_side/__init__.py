"""The list of projects: its rows, columns, choices and files."""
