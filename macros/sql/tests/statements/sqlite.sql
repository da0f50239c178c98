-- SQLite. One statement a paragraph; `-- expect: ..` states the summary.

SELECT id, name FROM users WHERE id = ?1

SELECT * FROM users WHERE email = :email AND status = @status AND kind = $kind

SELECT [id], [from] FROM [my table] WHERE [select] = ?

SELECT "id" FROM "user data" WHERE "order" = ?

SELECT `id` FROM `users`

SELECT rowid, * FROM notes WHERE rowid > ? LIMIT 50

SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'

SELECT name FROM main.sqlite_schema

SELECT last_insert_rowid(), changes()

SELECT json_extract(data, '$.name'), data -> '$.a', data ->> '$.b' FROM docs

SELECT e.value FROM docs d, json_each(d.data, '$.tags') e WHERE e.value = ?

SELECT key, value FROM json_tree(?1)

SELECT name FROM pragma_table_info('users')

SELECT highlight(docs_fts, 0, '<b>', '</b>') FROM docs_fts WHERE docs_fts MATCH ? ORDER BY rank

SELECT strftime('%Y-%m', created_at) AS m, count(*) FROM events GROUP BY m

SELECT id FROM history WHERE command GLOB 'git*' AND timestamp > ? ORDER BY timestamp DESC LIMIT 200 OFFSET 10

SELECT h.id, h.timestamp, h.command FROM history h WHERE h.deleted_at IS NULL AND h.cwd = ?2 AND h.session = ?1 GROUP BY h.command HAVING max(h.timestamp) ORDER BY h.timestamp DESC

SELECT count(1), command FROM history WHERE exit = 0 GROUP BY command

SELECT ciphers.uuid FROM ciphers LEFT JOIN ciphers_collections ON ciphers.uuid = ciphers_collections.cipher_uuid LEFT JOIN users_organizations ON ciphers.organization_uuid = users_organizations.org_uuid AND users_organizations.user_uuid = ? WHERE ciphers.user_uuid = ? OR users_organizations.access_all = 1

SELECT f.* FROM folders f WHERE f.user_uuid = ? AND NOT EXISTS (SELECT 1 FROM folders_ciphers fc WHERE fc.folder_uuid = f.uuid)

SELECT * FROM a LEFT OUTER JOIN b USING (id) INNER JOIN c ON c.x = b.x

SELECT x FROM t WHERE y IS NULL AND z IS NOT NULL AND w = x'0a0b'

-- expect: SELECT ops
SELECT a || '-' || b, 5 % 2, 1 << 3, ~c FROM ops

SELECT CASE kind WHEN 'a' THEN 1 ELSE 0 END FROM kinds

SELECT total(price), group_concat(name, ',') FROM items

SELECT DISTINCT channel FROM messages m WHERE m.ts > (SELECT last_read FROM marks WHERE user_id = ?)

SELECT count(*) FROM sqlite_sequence

SELECT t.id, row_number() OVER win AS n FROM tracks t WINDOW win AS (PARTITION BY t.album_id ORDER BY t.no)

SELECT 'from here', "from there", [from where] FROM quotes

SELECT * FROM (SELECT id FROM a UNION ALL SELECT id FROM b) WHERE id > 5

SELECT id FROM a WHERE (x, y) = (1, 2)

SELECT name FROM people ORDER BY name COLLATE NOCASE ASC

SELECT 1 WHERE EXISTS (SELECT 1 FROM tokens WHERE token = ?)

SELECT max(version) FROM _sqlx_migrations

SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'version'

SELECT iif(a > b, a, b) FROM pairs

SELECT p.id, (SELECT group_concat(t.name) FROM tags t JOIN post_tags pt ON pt.tag_id = t.id WHERE pt.post_id = p.id) AS tags FROM posts p

WITH RECURSIVE cnt(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM cnt WHERE x < 100) SELECT x FROM cnt

WITH RECURSIVE under(id) AS (SELECT ?1 UNION ALL SELECT n.id FROM nodes n JOIN under u ON n.parent_id = u.id) DELETE FROM nodes WHERE id IN (SELECT id FROM under)

WITH latest AS (SELECT feed_id, max(published) AS p FROM entries GROUP BY feed_id) SELECT e.* FROM entries e JOIN latest l ON l.feed_id = e.feed_id AND l.p = e.published

WITH x AS (SELECT 1 AS id) INSERT INTO t SELECT id FROM x

-- expect: SELECT logs UPDATE logs
WITH old AS (SELECT id FROM logs ORDER BY id LIMIT 10) UPDATE logs SET archived = 1 WHERE id IN old

INSERT INTO users (name, email) VALUES (?1, ?2)

INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)

INSERT OR IGNORE INTO tags (name) VALUES (?)

INSERT OR ABORT INTO t VALUES (1)

REPLACE INTO cache (k, v) VALUES (?, ?)

INSERT INTO words (word, n) VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET n = n + 1, at = excluded.at

INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING

INSERT INTO t (a) VALUES (1) RETURNING id

INSERT INTO t SELECT * FROM s WHERE true ON CONFLICT (id) DO UPDATE SET a = excluded.a, b = 2

INSERT INTO docs_fts (docs_fts) VALUES ('rebuild')

INSERT INTO docs_fts (rowid, title) SELECT id, title FROM docs

INSERT INTO t DEFAULT VALUES

INSERT INTO main.t (a) VALUES (1)

UPDATE t SET a = 1 WHERE id = ?

UPDATE OR IGNORE t SET a = 1

UPDATE users SET name = ?2, updated_at = unixepoch() WHERE id = ?1 RETURNING id

UPDATE inventory SET qty = qty - d.n FROM (SELECT sum(n) AS n, item_id FROM sales GROUP BY item_id) AS d WHERE inventory.id = d.item_id

UPDATE a SET x = b.x FROM b WHERE a.id = b.id

UPDATE accounts SET (a, b) = (SELECT a, b FROM src WHERE src.id = accounts.id)

DELETE FROM t WHERE id = ?

DELETE FROM history WHERE id IN (SELECT id FROM history ORDER BY ts LIMIT 100)

DELETE FROM t RETURNING *

CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL COLLATE NOCASE, created_at TEXT NOT NULL DEFAULT (datetime('now')))

CREATE TABLE t (a INTEGER, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID

CREATE TABLE s (a INTEGER) STRICT

CREATE TABLE child (id INTEGER, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL)

CREATE TEMP TABLE scratch2 (a)

CREATE TABLE copied AS SELECT * FROM source_t

CREATE VIRTUAL TABLE docs_fts USING fts5 (title, body)

CREATE INDEX IF NOT EXISTS idx_history_timestamp ON history (timestamp)

CREATE UNIQUE INDEX idx_u ON users (lower(email)) WHERE deleted = 0

CREATE VIEW IF NOT EXISTS v AS SELECT a.x FROM a JOIN b ON a.id = b.id

ALTER TABLE t ADD COLUMN c TEXT DEFAULT ''

ALTER TABLE t RENAME COLUMN a TO b

DROP TABLE IF EXISTS t

DROP INDEX idx_u

DROP TRIGGER IF EXISTS trg

BEGIN TRANSACTION

BEGIN IMMEDIATE

BEGIN EXCLUSIVE TRANSACTION

COMMIT TRANSACTION

END

PRAGMA foreign_keys

PRAGMA user_version = 5

PRAGMA journal_mode = 'wal'

PRAGMA table_info('users')

PRAGMA main.page_size = 4096

ATTACH DATABASE 'aux.db' AS aux

EXPLAIN QUERY PLAN SELECT * FROM users WHERE email = ?

ANALYZE

VACUUM

VALUES (1, 'a'), (2, 'b')

SELECT 1 AS one UNION SELECT 2 ORDER BY 1

BEGIN; UPDATE t SET a = 1; COMMIT

CREATE TABLE a (x); INSERT INTO a VALUES (1); SELECT x FROM a

SELECT a.id FROM a JOIN b ON b.id = a.id AND b.kind IN (SELECT kind FROM kinds) WHERE a.id NOT IN (SELECT id FROM hidden) ORDER BY (SELECT pos FROM positions WHERE id = a.id)

SELECT * FROM a, b AS c, (SELECT * FROM d) AS e, f

SELECT count(*) FILTER (WHERE done = 1) AS done, count(*) AS total FROM todos WHERE list_id = ?

SELECT id FROM t WHERE name LIKE '%\%%' ESCAPE '\'

SELECT max(a, b), abs(-1), -1.5e-3, .5, 1_000 FROM numbers

-- expect: PRAGMA journal_mode
PRAGMA journal_mode = WAL

-- expect: PRAGMA foreign_keys
PRAGMA foreign_keys = ON

-- expect: PRAGMA table_info
PRAGMA table_info(users)

-- expect: SELECT users
SELECT * FROM users WHERE deleted_at IS ? AND parent_id IS NOT ?

-- expect: SELECT a b
SELECT * FROM a INDEXED BY idx_a JOIN b NOT INDEXED ON a.id = b.id

-- expect: INSERT t
INSERT INTO t VALUES (1, 2) ON CONFLICT (a) DO NOTHING ON CONFLICT (b) DO UPDATE SET c = 1, d = 2

-- expect: SELECT a SELECT
WITH x AS NOT MATERIALIZED (SELECT * FROM a) SELECT * FROM x

-- expect: SELECT REPLACE t SELECT
WITH x AS (SELECT 1) REPLACE INTO t SELECT * FROM x

-- expect: UPDATE t
UPDATE t SET a = 1 ORDER BY id LIMIT 5

-- expect: VACUUM
VACUUM INTO 'backup.db'

-- expect: REINDEX users
REINDEX users

-- expect: DETACH
DETACH DATABASE aux

-- expect: CREATE TABLE st
CREATE TABLE st (a INTEGER PRIMARY KEY) STRICT, WITHOUT ROWID

-- expect: CREATE TRIGGER trg
CREATE TRIGGER trg AFTER INSERT ON docs BEGIN INSERT INTO docs_fts (rowid, title) VALUES (new.id, new.title); UPDATE stats SET n = CASE WHEN n > 5 THEN 0 ELSE n + 1 END; END
