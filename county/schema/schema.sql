-- county.db: what the county holds. Tables marked "shared" are the same for the whole county and small or written in one order;
-- every other table belongs to townships and begins each of its keys with township_id, so that it can be spread over machines.
-- No triggers and no sequences, for the same reason. Times are milliseconds since 1970 (UTC).

-- shared: kiosks enrolled here.
CREATE TABLE kiosk (
    kiosk TEXT PRIMARY KEY,
    township_id INTEGER NOT NULL, -- county and township digits of the code, as a number
    township TEXT NOT NULL,       -- 12-digit code
    public_key BLOB NOT NULL,
    enrolled INTEGER NOT NULL,
    revoked INTEGER               -- when it was; null while it may speak
) STRICT;

-- When a kiosk was last heard and how it said it was.
CREATE TABLE contact (
    township_id INTEGER NOT NULL,
    kiosk TEXT NOT NULL,
    heard INTEGER NOT NULL,
    reported INTEGER,  -- when the health report came
    report BLOB,       -- as sent, records/wire/FORMAT.md
    PRIMARY KEY (township_id, kiosk)
) STRICT;

-- The chains of the kiosks as they came. Append-only: nothing ever changes or removes a row.
CREATE TABLE ledger (
    township_id INTEGER NOT NULL,
    kiosk TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    record BLOB NOT NULL,
    header BLOB NOT NULL,    -- as signed
    signature BLOB NOT NULL,
    leaf BLOB NOT NULL,
    head BLOB NOT NULL,      -- of the chain after this row
    log_index INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (township_id, kiosk, epoch, sequence)
) STRICT;

-- The sealed body of each record, once, however often its header came in new epochs.
CREATE TABLE body (
    township_id INTEGER NOT NULL,
    record BLOB NOT NULL,
    arrival INTEGER NOT NULL,     -- rises in the order of coming
    kiosk TEXT NOT NULL,
    record_class INTEGER NOT NULL,
    suite INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    sealed_hash BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (township_id, record)
) STRICT;
CREATE INDEX body_by_arrival ON body (township_id, arrival);

-- What was refused, kept for people to look at; the same bytes once.
CREATE TABLE quarantine (
    township_id INTEGER NOT NULL,
    digest BLOB NOT NULL,
    kiosk TEXT NOT NULL,
    reason TEXT NOT NULL,
    came INTEGER NOT NULL,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (township_id, digest)
) STRICT;

-- shared: the county's log (RFC 6962) in its one order.
CREATE TABLE log_event (
    log_index INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    entry BLOB NOT NULL,
    leaf BLOB NOT NULL
) STRICT;

-- shared: roots of whole subtrees of the log, of every eighth level only; those between are made from them when asked for.
CREATE TABLE log_node (
    level INTEGER NOT NULL,
    node_index INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, node_index)
) STRICT, WITHOUT ROWID;

-- shared: the last signed head of the log.
CREATE TABLE checkpoint (
    name TEXT PRIMARY KEY,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far bodies have been registered as cases.
CREATE TABLE progress (
    township_id INTEGER PRIMARY KEY,
    arrival INTEGER NOT NULL
) STRICT;

-- A case: a record that the county answers for. Its text stays in the sealed body.
CREATE TABLE case_file (
    township_id INTEGER NOT NULL,
    record BLOB NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    kiosk TEXT NOT NULL,
    received INTEGER NOT NULL,
    readable INTEGER NOT NULL, -- 1 when the county's own key opens it, 0 for matter sealed to others
    PRIMARY KEY (township_id, record),
    UNIQUE (township_id, year, serial)
) STRICT;

-- The steps of a case, in order; the last one is where it stands.
CREATE TABLE case_step (
    township_id INTEGER NOT NULL,
    record BLOB NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    made INTEGER NOT NULL,
    due TEXT,                  -- ISO day, null when no clock runs
    note BLOB,                 -- the update sealed to the county itself; null when nobody was told
    log_index INTEGER NOT NULL,
    PRIMARY KEY (township_id, record, number)
) STRICT;

-- Updates sealed to the addresses of a receipt, on their way down.
CREATE TABLE sealed_update (
    township_id INTEGER NOT NULL,
    cursor INTEGER NOT NULL,   -- rises inside the township
    record BLOB NOT NULL,
    number INTEGER NOT NULL,
    tag BLOB NOT NULL,
    sealed BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (township_id, cursor)
) STRICT;
CREATE INDEX sealed_update_by_tag ON sealed_update (township_id, tag);

-- shared: editions published here.
CREATE TABLE edition (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    digest BLOB NOT NULL,      -- SHA-256 of the file
    published INTEGER NOT NULL
) STRICT;

-- shared: editions that townships published by themselves, each with its own numbers.
CREATE TABLE township_edition (
    township TEXT NOT NULL,    -- 12 digits
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    digest BLOB NOT NULL,      -- SHA-256 of the file
    published INTEGER NOT NULL,
    PRIMARY KEY (township, number)
) STRICT;

-- shared: declarations of the roots that the log goes on from an older head.
CREATE TABLE recovery (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    signatures TEXT NOT NULL,
    log_size INTEGER NOT NULL  -- of the checkpoint in the document
) STRICT;

-- shared: copies of this database that were made, and how many log entries each holds.
CREATE TABLE backup (
    at INTEGER NOT NULL,
    log_size INTEGER NOT NULL
) STRICT;

-- shared: public matters that are kept up to date between editions (board, surveys, holidays), the newest version of each.
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

-- Public matters on their way down to a township, in one order with its sealed updates.
CREATE TABLE item_change (
    township_id INTEGER NOT NULL,
    cursor INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    kiosk TEXT NOT NULL,       -- the one it is for; empty for all of the township
    PRIMARY KEY (township_id, cursor)
) STRICT;
CREATE INDEX item_change_by_item ON item_change (township_id, kind, id);
