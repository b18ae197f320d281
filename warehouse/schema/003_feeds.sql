-- What a poll knows afterwards, beside what came back (docs/decisions/0013): the newest row of a feed is its whole state, so
-- that nothing is ever updated. Append-only, without keys, like 001.

ALTER TABLE feed_event ADD COLUMN requested_url VARCHAR;
ALTER TABLE feed_event ADD COLUMN final_url VARCHAR;
ALTER TABLE feed_event ADD COLUMN moved_to VARCHAR;
ALTER TABLE feed_event ADD COLUMN moved_times INTEGER;
ALTER TABLE feed_event ADD COLUMN reason VARCHAR;
ALTER TABLE feed_event ADD COLUMN conditional BOOLEAN;
ALTER TABLE feed_event ADD COLUMN body_sha256 VARCHAR;
ALTER TABLE feed_event ADD COLUMN size_bytes BIGINT;
ALTER TABLE feed_event ADD COLUMN seconds DOUBLE;
ALTER TABLE feed_event ADD COLUMN passed_over BIGINT;
ALTER TABLE feed_event ADD COLUMN deferred BIGINT;
ALTER TABLE feed_event ADD COLUMN retries INTEGER;
ALTER TABLE feed_event ADD COLUMN newest_entry_at TIMESTAMPTZ;
ALTER TABLE feed_event ADD COLUMN usual_gap_s DOUBLE;
ALTER TABLE feed_event ADD COLUMN span_s DOUBLE;
ALTER TABLE feed_event ADD COLUMN ttl_s BIGINT;
ALTER TABLE feed_event ADD COLUMN full_at TIMESTAMPTZ;
ALTER TABLE feed_event ADD COLUMN failures INTEGER;
ALTER TABLE feed_event ADD COLUMN retry_after_at TIMESTAMPTZ;
ALTER TABLE feed_event ADD COLUMN next_poll_at TIMESTAMPTZ;
ALTER TABLE feed_event ADD COLUMN verdict VARCHAR;

COMMENT ON COLUMN feed_event.outcome IS 'ok, not-modified (304), unchanged (the same bytes), empty (no entries, or next to no bytes), failed, not-a-feed or gone (410).';
COMMENT ON COLUMN feed_event.etag IS 'The ETag for the next conditional request, as it came with the last answer that was read in full.';
COMMENT ON COLUMN feed_event.last_modified IS 'The Last-Modified for it.';
COMMENT ON COLUMN feed_event.requested_url IS 'Address that was asked: another than feed_url once the feed has moved for good.';
COMMENT ON COLUMN feed_event.final_url IS 'Address that gave the body last read, after redirects; the conditional request is made of it alone.';
COMMENT ON COLUMN feed_event.moved_to IS 'Where permanent redirects (301, 308) led this time; NULL: there was none.';
COMMENT ON COLUMN feed_event.moved_times IS 'Good polls in a row that were led there; after the third the feed is asked there.';
COMMENT ON COLUMN feed_event.reason IS 'Why it failed, in a word or two, such as timeout or HTTP 503; NULL: it did not.';
COMMENT ON COLUMN feed_event.conditional IS 'Whether it was asked for changes only (ETag, Last-Modified).';
COMMENT ON COLUMN feed_event.body_sha256 IS 'SHA-256 of the body last read in full; the same bytes again are unchanged. NULL: nothing read, or something is left to fetch.';
COMMENT ON COLUMN feed_event.size_bytes IS 'Size of the body that came, decoded; NULL: none.';
COMMENT ON COLUMN feed_event.seconds IS 'How long the answer took, without the waiting for a turn.';
COMMENT ON COLUMN feed_event.passed_over IS 'New entries passed over, for they speak of nothing that the topics know.';
COMMENT ON COLUMN feed_event.deferred IS 'New entries left for the next poll: over the limit, or their page failed for the time being.';
COMMENT ON COLUMN feed_event.retries IS 'Polls in a row in which pages failed for the time being.';
COMMENT ON COLUMN feed_event.newest_entry_at IS 'Date of the newest entry when it was last read (UTC); NULL: none has one.';
COMMENT ON COLUMN feed_event.usual_gap_s IS 'Median of the seconds between two entries then; NULL: too few are dated.';
COMMENT ON COLUMN feed_event.span_s IS 'Seconds from its oldest to its newest entry then: what is older has left the feed.';
COMMENT ON COLUMN feed_event.ttl_s IS 'Seconds for which the feed itself says that it may be kept; NULL: it says nothing.';
COMMENT ON COLUMN feed_event.full_at IS 'When it was last asked without conditions, and read (UTC).';
COMMENT ON COLUMN feed_event.failures IS 'Polls in a row that failed, this one included.';
COMMENT ON COLUMN feed_event.retry_after_at IS 'Until when the server asked to be left alone (Retry-After); NULL: it did not.';
COMMENT ON COLUMN feed_event.next_poll_at IS 'When it is due again (UTC); NULL: never.';
COMMENT ON COLUMN feed_event.verdict IS 'active, backing-off, quarantined (a probe a day) or gone.';
