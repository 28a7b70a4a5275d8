-- The table of esfportal/security/signed_cache.py.

CREATE TABLE esfportal_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX esfportal_cache_expires ON esfportal_cache (expires);

-- Reverse
DROP TABLE esfportal_cache;
