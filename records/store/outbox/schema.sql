-- outbox.db: what this kiosk took in. Written by lianxin-kiosk alone; records/store/FORMAT.md tells what each column holds.

-- One fact about this ledger by name: 'kiosk', 'township', 'public_key', 'boot_id', 'boots'.
CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only. A record stands once in each epoch.
CREATE TABLE ledger (
    epoch INTEGER NOT NULL CHECK (epoch >= 1),
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    record BLOB NOT NULL CHECK (length(record) = 16),
    header BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    leaf BLOB NOT NULL CHECK (length(leaf) = 32),
    head BLOB NOT NULL CHECK (length(head) = 32),
    PRIMARY KEY (epoch, sequence),
    UNIQUE (record, epoch)
) STRICT, WITHOUT ROWID;

-- Sealed bodies, held until the county has them for good.
CREATE TABLE body (
    record BLOB PRIMARY KEY CHECK (length(record) = 16),
    taken INTEGER NOT NULL, -- wall time of the header, milliseconds since 1970
    sealed BLOB NOT NULL
) STRICT;

-- How far the county has proved to hold and to have backed up an epoch, and the chain before the oldest held body.
CREATE TABLE settled (
    epoch INTEGER PRIMARY KEY,
    through INTEGER NOT NULL, -- bodies up to here may be dropped once old enough
    checked INTEGER NOT NULL  -- no entry up to here has a body any more; the chain is checked from here on
) STRICT;

CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_never_shrinks BEFORE DELETE ON ledger
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_never_replaces BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE epoch = NEW.epoch AND sequence = NEW.sequence)
BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER body_never_changes BEFORE UPDATE ON body
BEGIN SELECT raise(ABORT, 'a sealed body never changes'); END;

CREATE TRIGGER body_stays_until_settled BEFORE DELETE ON body
WHEN NOT EXISTS (
    SELECT 1 FROM ledger JOIN settled USING (epoch)
    WHERE ledger.record = OLD.record AND ledger.sequence <= settled.through)
BEGIN SELECT raise(ABORT, 'this body is not settled yet'); END;

CREATE TRIGGER settled_never_falls BEFORE UPDATE ON settled
WHEN NEW.through < OLD.through OR NEW.checked < OLD.checked
BEGIN SELECT raise(ABORT, 'what is settled stays settled'); END;
