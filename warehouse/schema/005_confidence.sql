-- What confidence is, said as it is since decision 0011: a fitted probability, no longer a share.

COMMENT ON COLUMN signal.confidence IS 'Probability that type and actor are right, fitted on hand-coded text.';
COMMENT ON COLUMN standing_signal.confidence IS 'Probability that type and actor are right, fitted on hand-coded text; NULL where an analyst added it.';
