-- A page that its server or its site's robots.txt refuses leaves a row too (docs/decisions/0013), so that it is not asked for
-- again whenever its feed changes. Append-only, without keys.

COMMENT ON TABLE retrieval IS 'How bytes came in, one row a retrieval: fetched from an address or read from a file, rejected ones included. They lie in raw/ under their hash. A page of a feed that was refused for good is a row without bytes.';
COMMENT ON COLUMN retrieval.status IS 'HTTP status; NULL: read from a file, or refused without an answer (robots.txt, a bad address).';
COMMENT ON COLUMN retrieval.raw_sha256 IS 'SHA-256 of the bytes; NULL: none came.';
COMMENT ON COLUMN retrieval.reader IS 'What reads them: page or text; NULL: there are none, or they were fetched before replay was known and are not replayed.';
