-- The county's public matters come down too: what was passed over before is fetched again.
CREATE TABLE public_item (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    document BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    received INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

UPDATE standing SET cursor = 0;
