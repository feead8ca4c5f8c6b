-- Every version of a programme's rules that was ever published here, by the hash of its text. A version never
-- changes and is never deleted: whoever was judged by it can be shown it.
CREATE TABLE programmes_version (
    programme_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    PRIMARY KEY (programme_id, hash)
);

-- The programmes of the content now in force. `in_content` is false when the content has dropped one.
CREATE TABLE programmes_programme (
    id TEXT NOT NULL PRIMARY KEY,
    name_ja TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    version_hash TEXT NOT NULL,
    in_content BOOLEAN NOT NULL,
    FOREIGN KEY (id, version_hash) REFERENCES programmes_version (programme_id, hash)
);
