-- The queue: work that is done after the transaction that asked for it.

CREATE TABLE platform_job (
  -- 32 hexadecimal digits drawn by chance, or kind@moment for what a schedule asks for
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  -- At most one unfinished job of a kind has a given key
  key TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'finished', 'failed', 'cancelled')),
  payload TEXT NOT NULL,
  -- What the handler said at its last checkpoint, and how far it was
  checkpoint TEXT,
  done BIGINT NOT NULL DEFAULT 0 CHECK (done >= 0),
  total BIGINT CHECK (total >= 0),
  -- Since the last checkpoint
  attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  cancel_asked BOOLEAN NOT NULL DEFAULT FALSE,
  enqueued_at TEXT NOT NULL,
  -- From when anyone may take the job; while somebody has it, the end of that lease
  next_at TEXT NOT NULL,
  -- Drawn anew by whoever takes the job; nobody else can commit for it
  lease TEXT,
  -- When it was finished, failed or cancelled
  ended_at TEXT,
  -- Why the last attempt failed, as a word of the program's own
  trouble TEXT,
  CHECK ((state = 'waiting') = (ended_at IS NULL)),
  CHECK (state = 'waiting' OR lease IS NULL)
);

CREATE UNIQUE INDEX platform_job_one_per_key ON platform_job (kind, key) WHERE state = 'waiting';
CREATE INDEX platform_job_waiting ON platform_job (next_at) WHERE state = 'waiting';
CREATE INDEX platform_job_ended ON platform_job (state, ended_at);
CREATE INDEX platform_job_newest ON platform_job (enqueued_at, id);
