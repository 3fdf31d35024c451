-- inbox.db: what the county told this kiosk. Written by lianxin-sync alone.

-- One row: how far changes were fetched, when the county was last reached, and its last signed checkpoint.
CREATE TABLE standing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    cursor INTEGER NOT NULL DEFAULT 0,
    last_success INTEGER, -- milliseconds since 1970, by the county's signed time
    last_attempt INTEGER, -- milliseconds since 1970, by our own wall clock
    problem TEXT NOT NULL DEFAULT '',
    checkpoint TEXT NOT NULL DEFAULT '',
    recovery INTEGER NOT NULL DEFAULT 0 -- number of the last recovery note that was accepted
) STRICT;

-- How far the county has proved that it holds each epoch of our chain.
CREATE TABLE delivery (
    epoch INTEGER PRIMARY KEY,
    delivered_through INTEGER NOT NULL,
    durable_through INTEGER NOT NULL,
    recovery INTEGER NOT NULL DEFAULT 0 -- the recovery note after which this was proved
) STRICT;

CREATE TABLE refused (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- Refused before and taken now, or already there when they were sent again. The county's backup holds the header by its place in the chain, but this body only once it holds
-- something that came after it: until `durable_through` passed `sequence`, the body is kept.
CREATE TABLE accepted_late (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL -- where the county's copy of the chain ended when it took the body
) STRICT;

-- The last contradiction between the county's chain and ours, for each epoch.
CREATE TABLE divergence (
    epoch INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    county_head BLOB NOT NULL CHECK (length(county_head) = 32),
    at INTEGER NOT NULL
) STRICT;

-- Signed heads of the county's log that do not go on from the one kept: evidence that its past was changed.
CREATE TABLE head_alarm (
    seen TEXT PRIMARY KEY, -- signed note
    kept TEXT NOT NULL,    -- signed note
    at INTEGER NOT NULL,   -- by the county's signed time
    recovery INTEGER       -- number of the recovery note by which the roots explained it; null while they did not
) STRICT;

-- Sealed steps and answers of cases, found by the tag of a receipt.
CREATE TABLE sealed_update (
    tag BLOB NOT NULL CHECK (length(tag) = 16),
    cursor INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    signature BLOB NOT NULL,
    received INTEGER NOT NULL,
    PRIMARY KEY (tag, cursor)
) STRICT;

CREATE INDEX sealed_update_by_age ON sealed_update (received);

-- Public matters that the county keeps up to date: the newest version of each. Withdrawn ones stay, so that no older version comes back.
CREATE TABLE public_item (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL, -- 1 when it was
    document BLOB NOT NULL,     -- as signed
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    received INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

CREATE TRIGGER delivery_never_falls BEFORE UPDATE ON delivery
WHEN NEW.recovery <= OLD.recovery AND (NEW.delivered_through < OLD.delivered_through OR NEW.durable_through < OLD.durable_through)
BEGIN SELECT raise(ABORT, 'what is delivered stays delivered'); END;
