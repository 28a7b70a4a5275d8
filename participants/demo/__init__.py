"""Made-up participants for the demo, the same at every run.

No number here belongs to a living person: they are the tax agency's published test numbers,
and people born before those begin are registered without one. The counts are chosen so that
the figures published about the five projects come out.
"""
