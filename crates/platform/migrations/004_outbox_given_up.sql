-- The index by state drew SQLite away from the one by moment, so that each look for letters that are due read and
-- sorted all that wait.

DROP INDEX platform_letter_ended;
CREATE INDEX platform_letter_given_up ON platform_letter (ended_at) WHERE state = 'given-up';
