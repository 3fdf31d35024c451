-- A county whose backup was put in place lost what came after it: its roots' word lets deliveries fall.
DROP TRIGGER delivery_never_falls;
DROP TABLE delivery;
DROP TABLE standing;

CREATE TABLE standing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    cursor INTEGER NOT NULL DEFAULT 0,
    last_success INTEGER,
    last_attempt INTEGER,
    problem TEXT NOT NULL DEFAULT '',
    checkpoint TEXT NOT NULL DEFAULT '',
    recovery INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE delivery (
    epoch INTEGER PRIMARY KEY,
    delivered_through INTEGER NOT NULL,
    durable_through INTEGER NOT NULL,
    recovery INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER delivery_never_falls BEFORE UPDATE ON delivery
WHEN NEW.recovery <= OLD.recovery AND (NEW.delivered_through < OLD.delivered_through OR NEW.durable_through < OLD.durable_through)
BEGIN SELECT raise(ABORT, 'what is delivered stays delivered'); END;
