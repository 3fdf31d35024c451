-- What was refused and taken in the end, and heads of the county's log that contradict each other.
CREATE TABLE accepted_late (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE head_alarm (
    seen TEXT PRIMARY KEY,
    kept TEXT NOT NULL,
    at INTEGER NOT NULL,
    recovery INTEGER
) STRICT;
