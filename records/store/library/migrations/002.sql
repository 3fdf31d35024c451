-- The edition that the kiosk's own township published, over the county's; no row while there is none.
CREATE TABLE township_edition (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    info BLOB NOT NULL              -- CBOR, records/model/edition.h
) STRICT;
