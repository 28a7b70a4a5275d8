"""Content of monthly files without the database: which rows, checks, differences and states."""
