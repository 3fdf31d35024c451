-- library.db: the installed content edition. Written by the installer of editions alone, read by the kiosk.

CREATE TABLE edition (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    info BLOB NOT NULL,             -- CBOR, records/model/edition.h
    keys BLOB NOT NULL,             -- CBOR, the county's public keys
    tokens INTEGER NOT NULL         -- how page_index was made; another number: it is made again
) STRICT;

-- The edition that the kiosk's own township published, over the county's; no row while there is none.
CREATE TABLE township_edition (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    info BLOB NOT NULL              -- CBOR, records/model/edition.h
) STRICT;

-- In the order of the edition: `place` counts from 0.
CREATE TABLE channel (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, summary TEXT NOT NULL,
                      icon TEXT NOT NULL, position INTEGER NOT NULL, weight INTEGER NOT NULL DEFAULT 100) STRICT;
CREATE TABLE department (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, phone TEXT NOT NULL,
                         address TEXT NOT NULL) STRICT;
CREATE TABLE division (code TEXT PRIMARY KEY, parent TEXT NOT NULL, name TEXT NOT NULL, pinyin TEXT NOT NULL) STRICT;
CREATE TABLE clock_rule (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, days INTEGER NOT NULL,
                         unit INTEGER NOT NULL, article TEXT NOT NULL, sentence TEXT NOT NULL) STRICT;
CREATE TABLE calendar (place INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE service (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, toml TEXT NOT NULL) STRICT;
CREATE TABLE blob (path TEXT PRIMARY KEY, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;

-- Small rows for lists; days are counted from 1970-01-01.
CREATE TABLE page (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_pinyin TEXT NOT NULL,
    channel TEXT NOT NULL,
    department TEXT NOT NULL,
    document TEXT NOT NULL,         -- 文号
    published INTEGER NOT NULL,
    effective INTEGER,
    expires INTEGER,
    pinned INTEGER NOT NULL,
    summary TEXT NOT NULL,
    keywords TEXT NOT NULL,         -- one on each line
    supersedes TEXT NOT NULL,
    rebuts TEXT NOT NULL,
    service TEXT NOT NULL
    , updated INTEGER,
    windows TEXT NOT NULL DEFAULT '', -- when it is shown, records/model/show_window.h
    signer TEXT NOT NULL DEFAULT '',  -- whose signature it came under
    more BLOB NOT NULL DEFAULT x'a0') STRICT; -- CBOR: what only the page's own screen shows

CREATE INDEX page_by_channel ON page (channel, pinned DESC, published DESC);
CREATE INDEX page_by_day ON page (pinned DESC, published DESC);
CREATE INDEX page_by_superseded ON page (supersedes) WHERE supersedes <> '';

CREATE TABLE page_text (
    number INTEGER PRIMARY KEY REFERENCES page (number) ON DELETE CASCADE,
    body TEXT NOT NULL,             -- Markdown
    plain TEXT NOT NULL             -- without markup, as it is searched and quoted
) STRICT;

-- Holds tokens of our own making (records/store/tokens.h), never the text itself.
CREATE VIRTUAL TABLE page_index USING fts5(title, about, body, pinyin, content='', tokenize='ascii');
-- Titles by themselves, because they are looked at first and there are few words in them.
CREATE VIRTUAL TABLE title_index USING fts5(title, pinyin, content='', tokenize='ascii');

-- Items that are kept as they were written, and read when the kiosk loads them: signage, roster, alert.
CREATE TABLE written (kind TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, place)) STRICT;

-- Words that mean the same, each way.
CREATE TABLE synonym (word TEXT NOT NULL, also TEXT NOT NULL, PRIMARY KEY (word, also)) STRICT, WITHOUT ROWID;

-- Pairs of characters that stood in a page some time, by their sound (records/store/sounds.h).
CREATE TABLE sound_pair (sound INTEGER NOT NULL, pair TEXT NOT NULL, PRIMARY KEY (sound, pair)) STRICT, WITHOUT ROWID;
