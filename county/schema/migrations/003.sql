-- Editions that townships published by themselves, each with its own numbers.
CREATE TABLE township_edition (
    township TEXT NOT NULL,    -- 12 digits
    number INTEGER NOT NULL,
    file TEXT NOT NULL,
    digest BLOB NOT NULL,      -- SHA-256 of the file
    published INTEGER NOT NULL,
    PRIMARY KEY (township, number)
) STRICT;
