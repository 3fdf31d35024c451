-- Public matters between editions, and updates found by the tag of a receipt.
CREATE TABLE public_item (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    audience TEXT NOT NULL,    -- township codes and names of kiosks, parted by blanks; empty for the whole county
    document BLOB NOT NULL,    -- as signed, records/model/FORMAT.md
    signature BLOB NOT NULL,
    log_index INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE item_change (
    township_id INTEGER NOT NULL,
    cursor INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    kiosk TEXT NOT NULL,       -- the one it is for; empty for all of the township
    PRIMARY KEY (township_id, cursor)
) STRICT;
CREATE INDEX item_change_by_item ON item_change (township_id, kind, id);
CREATE INDEX sealed_update_by_tag ON sealed_update (township_id, tag);
