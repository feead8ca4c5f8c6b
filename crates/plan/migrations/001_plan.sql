-- The plan as its content tells it. Other modules refer to these rows; only the import writes them.
-- Editions, policies and directions are never removed, because what happened under them stays true:
-- in_content tells whether the city's content still has them. Themes and figures go when the content drops them.

CREATE TABLE plan_edition (
  id TEXT NOT NULL PRIMARY KEY,
  label_ja TEXT NOT NULL,
  label_en TEXT NOT NULL,
  is_current BOOLEAN NOT NULL,
  -- FALSE: the sources tell only a part of the edition
  known_in_full BOOLEAN NOT NULL,
  in_content BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX plan_edition_only_one_current ON plan_edition (is_current) WHERE is_current;

CREATE TABLE plan_policy (
  edition_id TEXT NOT NULL REFERENCES plan_edition (id),
  id TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  title_en TEXT NOT NULL,
  -- FALSE: somebody reported the title, the official one is not known
  title_is_official BOOLEAN NOT NULL,
  -- NULL: not stated in the source
  idea_ja TEXT,
  idea_en TEXT,
  position BIGINT NOT NULL,
  in_content BOOLEAN NOT NULL,
  PRIMARY KEY (edition_id, id)
);

CREATE TABLE plan_direction (
  edition_id TEXT NOT NULL,
  id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  title_ja TEXT NOT NULL,
  title_en TEXT NOT NULL,
  new_normal BOOLEAN NOT NULL,
  position BIGINT NOT NULL,
  in_content BOOLEAN NOT NULL,
  PRIMARY KEY (edition_id, id),
  FOREIGN KEY (edition_id, policy_id) REFERENCES plan_policy (edition_id, id)
);

CREATE TABLE plan_theme (
  id TEXT NOT NULL PRIMARY KEY,
  title_ja TEXT NOT NULL,
  title_en TEXT NOT NULL,
  body_ja TEXT NOT NULL,
  body_en TEXT NOT NULL,
  position BIGINT NOT NULL,
  in_content BOOLEAN NOT NULL
);

-- Figures from outside, as reported.
CREATE TABLE plan_figure (
  id TEXT NOT NULL PRIMARY KEY,
  name_ja TEXT NOT NULL,
  name_en TEXT NOT NULL,
  -- As the source writes it; NULL for a series or a table, which stay in the content
  amount TEXT,
  unit_ja TEXT,
  unit_en TEXT,
  -- NULL: not stated in the source
  year_ja TEXT,
  year_en TEXT,
  is_shown BOOLEAN NOT NULL,
  position BIGINT NOT NULL,
  in_content BOOLEAN NOT NULL
);
