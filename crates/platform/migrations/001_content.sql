-- The content of a city: every version that was ever in force, and which one is.

CREATE TABLE platform_content_version (
  -- SHA-256 over all paths and texts
  hash TEXT NOT NULL PRIMARY KEY,
  imported_at TEXT NOT NULL,
  files BIGINT NOT NULL CHECK (files >= 0)
);

CREATE TABLE platform_content_file (
  version_hash TEXT NOT NULL REFERENCES platform_content_version (hash),
  path TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (version_hash, path)
);

-- Exactly one row: the version in force, or none yet.
CREATE TABLE platform_content_current (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  version_hash TEXT REFERENCES platform_content_version (hash),
  since TEXT
);

INSERT INTO platform_content_current (id) VALUES (1);
