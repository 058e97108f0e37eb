-- A night's failed tries, whether a bank declined them or nobody knows why: its page of failed
-- payments reads its own alone, however busy the night beside it is. The feed of the first screen
-- finds its declines by it as well, so that it stands in for the index that only held those.
create index failed_tries_of_night on failed_tries (night_id, at);
drop index failed_tries_by_night;
