"""Stored files: reports today, uploads later. They go through Django's storages, one alias for each use.

    configuration   ESFPORTAL_FILES_URL → a storage: a folder, or an S3-compatible object store
    folder          files in a folder, flushed to the disk before they are named anywhere
    object_store    files in a bucket, with time limits
    stored          write a file with its digest; read it back and check the digest
    checks          whether the store can be used (`manage.py check --deploy`, and the worker's log)

A file is written under a key that is never used again, and is named in the database afterwards. So no
reader meets half a file, and nothing depends on web and worker sharing a disk.
"""
