-- The outbox: letters that leave after the transaction that wrote them.

CREATE TABLE platform_letter (
  -- 32 hexadecimal digits drawn by chance; also the name of the file and of the message
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  -- What the letter is about, in the sender's words and without personal data: one letter per key, for ever
  key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
  -- Erased when the letter has left
  recipient TEXT,
  subject TEXT,
  body TEXT,
  posted_at TEXT NOT NULL,
  -- From when anyone may take the letter; while somebody has it, the end of that lease
  next_at TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  -- Drawn anew by whoever takes the letter; only its holder may say what became of it
  lease TEXT,
  -- When it was sent or given up
  ended_at TEXT,
  -- Why the last attempt failed, as a word of the program's own
  trouble TEXT,
  CHECK ((state = 'waiting') = (ended_at IS NULL)),
  CHECK (state <> 'waiting' OR (recipient IS NOT NULL AND subject IS NOT NULL AND body IS NOT NULL)),
  CHECK (state <> 'sent' OR (recipient IS NULL AND subject IS NULL AND body IS NULL))
);

CREATE INDEX platform_letter_waiting ON platform_letter (next_at) WHERE state = 'waiting';
CREATE INDEX platform_letter_ended ON platform_letter (state, ended_at);
