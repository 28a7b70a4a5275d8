"""Photographs of phones in HEIC, turned into JPEG in a process of their own with limits (ADR 149).

conversion  starts the process, and says why a photograph is refused
jpeg_metadata  a JPEG without position, time and camera; no process, because no picture is decoded
child       the process: its limits, its input and output; it imports nothing of the portal
"""
