-- A night's last declines, for the feed of its first screen. Only what a bank has declined pays for
-- it: no payment that succeeds.
create index failed_tries_by_night on failed_tries (night_id, at) where code is not null;
