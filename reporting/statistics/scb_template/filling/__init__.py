"""SCB's own workbook, without the database."""
