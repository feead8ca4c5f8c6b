-- People, how they sign in, for whom they may act, and what duties they have in the city.
-- Moments are UTC text to the microsecond, days are text, ids are random text. What is secret is kept as a hash
-- (tokens), as a keyed mark (recovery codes, throttle buckets) or sealed with the site's key (authenticator secrets).

CREATE TABLE accounts_person (
  id TEXT NOT NULL PRIMARY KEY,
  -- NULL: the account was deleted; the row stays, because what the person did stays true
  email TEXT,
  -- The address in lower case
  email_key TEXT,
  family_name TEXT,
  given_name TEXT,
  -- NULL: not given
  family_kana TEXT,
  given_kana TEXT,
  -- The language of letters: ja, en
  lang TEXT NOT NULL,
  -- When notices are mailed: at-once, daily, weekly, never. What concerns security is always mailed at once.
  digest TEXT NOT NULL,
  digest_at TEXT,
  -- Argon2id in the PHC form; NULL: no password
  password TEXT,
  password_at TEXT,
  -- Sealed; NULL: no authenticator
  authenticator BYTEA,
  -- FALSE: shown to the person, but no code of it has been given yet
  authenticator_in_use BOOLEAN NOT NULL,
  -- The last 30 seconds for which a code was taken: no code is taken twice
  authenticator_step BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  -- Counts the changes: an update names the one it has seen
  version BIGINT NOT NULL
);

CREATE UNIQUE INDEX accounts_person_email ON accounts_person (email_key);
CREATE INDEX accounts_person_digest ON accounts_person (digest, digest_at);

CREATE TABLE accounts_passkey (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  -- The credential id of WebAuthn, base64url
  credential TEXT NOT NULL UNIQUE,
  -- The public key with its counter, as the WebAuthn library writes it (JSON)
  passkey TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- NULL: never used
  used_at TEXT
);

CREATE INDEX accounts_passkey_person ON accounts_passkey (person_id);

CREATE TABLE accounts_recovery_code (
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  mark TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (person_id, mark)
);

CREATE TABLE accounts_session (
  id TEXT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  -- full; set-up: may only complete the ways to sign in
  stage TEXT NOT NULL,
  -- How the person proved who they are: passkey, password, provider, link
  method TEXT NOT NULL,
  -- Browser and system in our own words, such as Firefox / Windows
  browser TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- When the person last proved who they are
  proved_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL
);

CREATE INDEX accounts_session_person ON accounts_session (person_id);
CREATE INDEX accounts_session_ends ON accounts_session (ends_at);

-- Browsers in which somebody signed in before: strangers' wrong tries do not slow these down.
CREATE TABLE accounts_browser (
  token_hash TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  seen_at TEXT NOT NULL,
  PRIMARY KEY (token_hash, person_id)
);

CREATE INDEX accounts_browser_person ON accounts_browser (person_id);
CREATE INDEX accounts_browser_seen ON accounts_browser (seen_at);

-- What was begun in a browser and waits for its next step: the code after a password, the answer of a passkey or
-- of another provider.
CREATE TABLE accounts_attempt (
  token_hash TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  person_id TEXT REFERENCES accounts_person (id),
  -- What the next step needs (JSON)
  state TEXT NOT NULL,
  tries BIGINT NOT NULL,
  ends_at TEXT NOT NULL
);

CREATE INDEX accounts_attempt_ends ON accounts_attempt (ends_at);

-- Links that were mailed. Each works once.
CREATE TABLE accounts_link (
  token_hash TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  person_id TEXT REFERENCES accounts_person (id),
  -- What it leads to (JSON); emptied when used
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  used_at TEXT
);

CREATE INDEX accounts_link_ends ON accounts_link (ends_at);
CREATE INDEX accounts_link_person ON accounts_link (person_id, kind);

-- How much of an allowance is used up: the moment (microseconds since 1970) at which a bucket is empty again.
CREATE TABLE accounts_throttle (
  -- Keyed mark: nobody can tell from it whose it is
  bucket TEXT NOT NULL PRIMARY KEY,
  empty_at BIGINT NOT NULL
);

CREATE INDEX accounts_throttle_empty ON accounts_throttle (empty_at);

-- A person as another provider knows them.
CREATE TABLE accounts_identity (
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  created_at TEXT NOT NULL,
  used_at TEXT NOT NULL,
  PRIMARY KEY (provider, subject)
);

CREATE INDEX accounts_identity_person ON accounts_identity (person_id);

-- Who may be acted for. What is known of an organisation beyond its name is the directory's.
CREATE TABLE accounts_organisation (
  id TEXT NOT NULL PRIMARY KEY,
  -- As registered, byte for byte
  name TEXT NOT NULL,
  -- NULL: none, or not known (sole proprietors and groups have none)
  corporate_number TEXT,
  -- What proves that its members speak for it: none, gbizid
  proof TEXT NOT NULL,
  created_at TEXT NOT NULL,
  closed_at TEXT,
  version BIGINT NOT NULL
);

-- Anybody can claim a number; only one organisation can have proved it.
CREATE UNIQUE INDEX accounts_organisation_proved ON accounts_organisation (corporate_number) WHERE proof <> 'none';

CREATE TABLE accounts_membership (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES accounts_organisation (id),
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  -- owner, editor, reader
  role TEXT NOT NULL,
  since TEXT NOT NULL,
  -- NULL: by itself, such as the person who entered the organisation
  granted_by TEXT REFERENCES accounts_person (id),
  ended_at TEXT
);

CREATE UNIQUE INDEX accounts_membership_one ON accounts_membership (organisation_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX accounts_membership_person ON accounts_membership (person_id);

-- An agent acts for an organisation (代理申請): a person, or an organisation with its owners and editors.
CREATE TABLE accounts_delegation (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES accounts_organisation (id),
  agent_person_id TEXT REFERENCES accounts_person (id),
  agent_organisation_id TEXT REFERENCES accounts_organisation (id),
  -- read: see everything; prepare: write drafts too; submit: hand in too
  scope TEXT NOT NULL,
  from_day TEXT NOT NULL,
  -- The last day on which it holds
  until_day TEXT NOT NULL,
  granted_by TEXT NOT NULL REFERENCES accounts_person (id),
  created_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT REFERENCES accounts_person (id),
  CHECK ((agent_person_id IS NULL) <> (agent_organisation_id IS NULL)),
  CHECK (from_day <= until_day)
);

CREATE INDEX accounts_delegation_organisation ON accounts_delegation (organisation_id);
CREATE INDEX accounts_delegation_person ON accounts_delegation (agent_person_id);
CREATE INDEX accounts_delegation_agent ON accounts_delegation (agent_organisation_id);

-- For whom a person may act, whatever the reason. Every lookup of an organisation's records joins this view and
-- asks for the day and for what is to be done: reads, prepares, submits and manages hold for a mandate.
CREATE VIEW accounts_mandate AS
  SELECT m.organisation_id, m.person_id, '0001-01-01' AS from_day, '9999-12-31' AS until_day,
         m.role AS role, CAST(NULL AS TEXT) AS delegation_id,
         TRUE AS reads,
         m.role IN ('owner', 'editor') AS prepares,
         m.role IN ('owner', 'editor') AS submits,
         m.role = 'owner' AS manages
    FROM accounts_membership AS m
    JOIN accounts_organisation AS o ON o.id = m.organisation_id AND o.closed_at IS NULL
   WHERE m.ended_at IS NULL
  UNION ALL
  SELECT d.organisation_id, d.agent_person_id, d.from_day, d.until_day,
         'delegate', d.id,
         TRUE,
         d.scope IN ('prepare', 'submit'),
         d.scope = 'submit',
         FALSE
    FROM accounts_delegation AS d
    JOIN accounts_organisation AS o ON o.id = d.organisation_id AND o.closed_at IS NULL
   WHERE d.ended_at IS NULL AND d.agent_person_id IS NOT NULL
  UNION ALL
  SELECT d.organisation_id, m.person_id, d.from_day, d.until_day,
         'delegate', d.id,
         TRUE,
         d.scope IN ('prepare', 'submit'),
         d.scope = 'submit',
         FALSE
    FROM accounts_delegation AS d
    JOIN accounts_organisation AS o ON o.id = d.organisation_id AND o.closed_at IS NULL
    JOIN accounts_membership AS m ON m.organisation_id = d.agent_organisation_id AND m.ended_at IS NULL
                                 AND m.role IN ('owner', 'editor')
    JOIN accounts_organisation AS a ON a.id = d.agent_organisation_id AND a.closed_at IS NULL
   WHERE d.ended_at IS NULL;

-- Sections of the city. They are renamed and merged: what they are called is a row for each span of time.
CREATE TABLE accounts_section (
  id TEXT NOT NULL PRIMARY KEY,
  -- The last day; NULL: still there
  until_day TEXT,
  -- Where its work went; NULL: nowhere, or still there
  successor_id TEXT REFERENCES accounts_section (id),
  version BIGINT NOT NULL
);

CREATE TABLE accounts_section_name (
  section_id TEXT NOT NULL REFERENCES accounts_section (id),
  from_day TEXT NOT NULL,
  name_ja TEXT NOT NULL,
  name_en TEXT NOT NULL,
  PRIMARY KEY (section_id, from_day)
);

-- What a person does for the city: officer, approver, finance (each of a section), reviewer, expert, auditor,
-- administrator (of the whole city).
CREATE TABLE accounts_duty (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  duty TEXT NOT NULL,
  section_id TEXT REFERENCES accounts_section (id),
  from_day TEXT NOT NULL,
  -- The last day; NULL: until somebody ends it
  until_day TEXT,
  -- NULL: by the command line
  granted_by TEXT REFERENCES accounts_person (id),
  created_at TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT REFERENCES accounts_person (id)
);

CREATE INDEX accounts_duty_person ON accounts_duty (person_id);
CREATE INDEX accounts_duty_duty ON accounts_duty (duty);

-- Which two duties one person cannot have (maker–checker). within: person, never both; case, both, but not in one
-- case.
CREATE TABLE accounts_incompatible (
  duty TEXT NOT NULL,
  other TEXT NOT NULL,
  within TEXT NOT NULL,
  PRIMARY KEY (duty, other)
);

INSERT INTO accounts_incompatible (duty, other, within) VALUES
  ('approver', 'finance', 'person'),
  ('auditor', 'officer', 'person'),
  ('auditor', 'approver', 'person'),
  ('auditor', 'finance', 'person'),
  ('auditor', 'administrator', 'person'),
  ('officer', 'approver', 'case'),
  ('officer', 'finance', 'case'),
  ('reviewer', 'approver', 'case'),
  ('expert', 'reviewer', 'case');

-- What a person is told. The sentence is made when it is read, in the reader's language.
CREATE TABLE accounts_notice (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  -- The key of its message
  kind TEXT NOT NULL,
  -- The values of its message (JSON)
  said TEXT NOT NULL,
  -- Where it leads, without the language; NULL: nowhere
  path TEXT,
  created_at TEXT NOT NULL,
  read_at TEXT,
  -- When it went out by mail, alone or in a digest; NULL: not yet or never
  mailed_at TEXT
);

CREATE INDEX accounts_notice_person ON accounts_notice (person_id, created_at);

-- What happened to a person's account: shown to the person, and to auditors.
CREATE TABLE accounts_event (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES accounts_person (id),
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  -- Who did it, when it was somebody else; NULL: the person, or a stranger
  by_person_id TEXT REFERENCES accounts_person (id),
  browser TEXT
);

CREATE INDEX accounts_event_person ON accounts_event (person_id, at);

-- The fingerprint of the key with which secrets are sealed: a node with another key must not start.
CREATE TABLE accounts_key (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  fingerprint TEXT NOT NULL,
  created_at TEXT NOT NULL
);
