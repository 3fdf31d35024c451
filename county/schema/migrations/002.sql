-- Backups and what follows when one has to be put in place.
-- shared: declarations of the roots that the log goes on from an older head.
CREATE TABLE recovery (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    signatures TEXT NOT NULL,
    log_size INTEGER NOT NULL
) STRICT;

-- shared: copies of this database that were made, and how many log entries each holds.
CREATE TABLE backup (
    at INTEGER NOT NULL,
    log_size INTEGER NOT NULL
) STRICT;
