"""The forms of what a project has many of, one module for each group of models."""
