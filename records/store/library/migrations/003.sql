-- Pages say who signed them, when they changed and when they are shown; words are found by meaning and by sound; more kinds of items.
ALTER TABLE page ADD COLUMN updated INTEGER;
ALTER TABLE page ADD COLUMN windows TEXT NOT NULL DEFAULT '';
ALTER TABLE page ADD COLUMN signer TEXT NOT NULL DEFAULT '';
ALTER TABLE page ADD COLUMN more BLOB NOT NULL DEFAULT x'a0';
ALTER TABLE channel ADD COLUMN weight INTEGER NOT NULL DEFAULT 100;

CREATE INDEX page_by_superseded ON page (supersedes) WHERE supersedes <> '';

CREATE TABLE written (kind TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, place)) STRICT;

CREATE TABLE synonym (word TEXT NOT NULL, also TEXT NOT NULL, PRIMARY KEY (word, also)) STRICT, WITHOUT ROWID;
CREATE TABLE sound_pair (sound INTEGER NOT NULL, pair TEXT NOT NULL, PRIMARY KEY (sound, pair)) STRICT, WITHOUT ROWID;

-- Titles by themselves, because they are looked at first and there are few words in them.
CREATE VIRTUAL TABLE title_index USING fts5(title, pinyin, content='', tokenize='ascii');
