-- PostgreSQL. One statement a paragraph; `-- expect: ..` states the summary.

SELECT id, "displayName", "createdAt" FROM "User" WHERE "id" = $1

SELECT u.id, u.data->>'name' AS name, u.data->'address'->>'city' FROM users u WHERE u.data @> '{"active": true}'::jsonb

SELECT id FROM docs WHERE tags ?| array['a', 'b'] AND meta ? 'owner' AND path #>> '{a,b}' = $1

SELECT id FROM docs WHERE meta @? '$.items[*] ? (@.price > 10)' AND body @@ to_tsquery('english', $1)

SELECT DISTINCT ON (device_id) device_id, ts, value FROM readings ORDER BY device_id, ts DESC

SELECT date_trunc('day', created_at) AS day, count(*) FILTER (WHERE status = 'paid') FROM orders GROUP BY 1 ORDER BY 1

SELECT EXTRACT(EPOCH FROM now() - started_at), TRIM(BOTH ' ' FROM name), SUBSTRING(code FROM 1 FOR 3) FROM jobs

SELECT a IS DISTINCT FROM b, c IS NOT DISTINCT FROM d FROM pairs WHERE e IS DISTINCT FROM f

SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) FROM requests WHERE route = $1

SELECT * FROM unnest($1::int[], $2::text[]) AS t(id, name)

SELECT g.n, count(e.id) FROM generate_series(1, 31) AS g(n) LEFT JOIN events e ON extract(day FROM e.at) = g.n GROUP BY g.n

SELECT u.id, p.title FROM users u LEFT JOIN LATERAL (SELECT title FROM posts WHERE author_id = u.id ORDER BY id DESC LIMIT 1) p ON true

SELECT r.id, e.value FROM records r, LATERAL jsonb_array_elements(r.items) AS e(value)

SELECT * FROM ONLY measurements WHERE city_id = 5

SELECT id FROM jobs WHERE state = 'ready' ORDER BY priority DESC, id FOR UPDATE SKIP LOCKED LIMIT 1

SELECT a.id FROM accounts a JOIN ledgers l ON l.account_id = a.id WHERE a.id = $1 FOR UPDATE OF a NOWAIT

SELECT * FROM posts WHERE id = ANY($1) AND author_id <> ALL($2::bigint[])

SELECT array_agg(t.name ORDER BY t.name), string_agg(t.name, ', ') FROM tags t JOIN post_tags pt ON pt.tag_id = t.id WHERE pt.post_id = $1

SELECT ARRAY(SELECT id FROM children WHERE parent_id = p.id) AS ids FROM parents p

SELECT (ARRAY[1, 2, 3])[2], names[1:2] FROM lists

SELECT E'it\'s from here', U&'\0061', $$from there$$, $tag$ $$from nowhere$$ $tag$ FROM strings

SELECT id FROM t1 WHERE ts >= now() - INTERVAL '7 days' AND ts AT TIME ZONE 'UTC' < $1::timestamptz

SELECT row_number() OVER (PARTITION BY a.kind ORDER BY a.at DESC), a.* FROM activity a

SELECT coalesce(sum(amount), 0)::bigint AS "total!" FROM payments WHERE user_id = $1

SELECT count(*) AS "count!: i64", max(id) AS "max?" FROM items

SELECT p.*, c.n FROM posts p JOIN (SELECT post_id, count(*) AS n FROM comments GROUP BY post_id) c ON c.post_id = p.id

SELECT EXISTS (SELECT 1 FROM users WHERE email = $1) AS "exists!"

SELECT CASE WHEN EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $1 AND f.followee_id = u.id) THEN true ELSE false END AS following FROM users u WHERE u.username = $2

SELECT xmin, ctid, tableoid::regclass FROM pg_class WHERE relname = 'users'

SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'

SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()

SELECT pg_advisory_xact_lock($1)

SELECT nextval('orders_id_seq'), currval('orders_id_seq')

SELECT version, name FROM crates_versions cv WHERE cv.crate_id = (SELECT id FROM crates WHERE canon_crate_name(name) = canon_crate_name($1)) ORDER BY semver_no_prerelease DESC NULLS LAST

SELECT c.id, ts_rank_cd(c.textsearchable_index_col, q, 32) FROM crates c, plainto_tsquery('english', $1) q WHERE q @@ c.textsearchable_index_col

SELECT t.a, t.b FROM (VALUES (1, 'x'), (2, 'y')) AS t(a, b) JOIN lookup l ON l.a = t.a

SELECT kind, region, sum(n) FROM facts GROUP BY GROUPING SETS ((kind), (region), ())

SELECT kind, sum(n) FROM facts GROUP BY ROLLUP (kind, region) HAVING sum(n) > 0

SELECT id FROM events ORDER BY at DESC OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY

SELECT name FROM cities WHERE name ILIKE 'san%' AND name !~* '^x' AND location <-> point(0, 0) < 5

SELECT a, b INTO snapshot FROM live WHERE c > 5

(SELECT id FROM hot ORDER BY score DESC LIMIT 5) UNION ALL (SELECT id FROM fresh ORDER BY at DESC LIMIT 5)

WITH moved AS (DELETE FROM inbox WHERE processed RETURNING *) INSERT INTO archive SELECT * FROM moved

WITH up AS (UPDATE stock SET n = n - 1 WHERE id = $1 RETURNING id, n) SELECT up.n, p.name FROM up JOIN products p ON p.id = up.id

WITH ins AS (INSERT INTO users (email) VALUES ($1) ON CONFLICT (email) DO NOTHING RETURNING id) SELECT id FROM ins UNION ALL SELECT id FROM users WHERE email = $1 LIMIT 1

WITH next AS (SELECT id FROM queue WHERE run_at <= now() ORDER BY run_at LIMIT 10 FOR UPDATE SKIP LOCKED) UPDATE queue q SET state = 'running', attempts = attempts + 1 FROM next WHERE q.id = next.id RETURNING q.*

WITH a AS MATERIALIZED (SELECT * FROM big), b AS NOT MATERIALIZED (SELECT * FROM a) SELECT * FROM b

WITH RECURSIVE search_graph(id, link, depth) AS (SELECT g.id, g.link, 0 FROM graph g UNION ALL SELECT g.id, g.link, sg.depth + 1 FROM graph g, search_graph sg WHERE g.id = sg.link) SELECT * FROM search_graph

WITH RECURSIVE deps AS (SELECT crate_id FROM dependencies WHERE version_id = $1 UNION SELECT d.crate_id FROM dependencies d INNER JOIN deps ON deps.crate_id = d.version_id) SELECT c.name FROM crates c INNER JOIN deps ON deps.crate_id = c.id

WITH t AS (SELECT 1 AS x) SELECT * FROM (WITH u AS (SELECT * FROM t) SELECT * FROM u JOIN other o ON o.x = u.x) v

INSERT INTO users (email, name) VALUES ($1, $2) RETURNING id, created_at

INSERT INTO kv (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v, updated_at = now()

INSERT INTO likes (user_id, post_id) SELECT $1, p.id FROM posts p WHERE p.slug = $2 ON CONFLICT DO NOTHING

INSERT INTO stats (day, n) SELECT day, count(*) FROM visits GROUP BY day ON CONFLICT (day) DO UPDATE SET n = EXCLUDED.n, at = now()

INSERT INTO points SELECT * FROM UNNEST($1::int[], $2::float8[])

INSERT INTO "Order" ("userId", "total") VALUES ($1, $2) RETURNING "id"

INSERT INTO public.events AS e (id, n) VALUES ($1, 1) ON CONFLICT ON CONSTRAINT events_pkey DO UPDATE SET n = e.n + 1

INSERT INTO logs DEFAULT VALUES

INSERT INTO t1 (a) WITH src AS (SELECT a FROM t2) SELECT a FROM src

UPDATE users SET (name, email) = ($1, $2) WHERE id = $3 RETURNING *

UPDATE products p SET price = c.price FROM catalog c WHERE c.sku = p.sku AND c.valid_from <= now()

UPDATE posts SET views = views + 1, seen = now() WHERE id = $1

UPDATE docs SET meta = jsonb_set(meta, '{a,b}', to_jsonb($1::text)) WHERE meta->>'k' = $2

UPDATE "Account" AS a SET "balance" = s.total FROM (SELECT account_id, sum(amount) AS total FROM entries GROUP BY account_id) s WHERE s.account_id = a.id

DELETE FROM sessions WHERE user_id = $1 AND token <> $2 RETURNING token

DELETE FROM films USING producers WHERE producer_id = producers.id AND producers.name = 'foo'

DELETE FROM tasks t USING projects p WHERE t.project_id = p.id AND p.archived AND t.id IN (SELECT task_id FROM stale)

DELETE FROM ONLY parent_table WHERE a = 1

MERGE INTO inventory AS i USING deliveries AS d ON i.sku = d.sku WHEN MATCHED THEN UPDATE SET n = i.n + d.n WHEN NOT MATCHED THEN INSERT (sku, n) VALUES (d.sku, d.n)

MERGE INTO wines w USING (SELECT * FROM changes WHERE day = $1) c ON c.name = w.name WHEN MATCHED AND w.stock + c.delta > 0 THEN UPDATE SET stock = w.stock + c.delta WHEN MATCHED THEN DELETE

CREATE TABLE IF NOT EXISTS orders (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, items JSONB NOT NULL DEFAULT '[]', created_at TIMESTAMPTZ NOT NULL DEFAULT now(), CHECK (jsonb_typeof(items) = 'array'))

CREATE TABLE measurements_2024 PARTITION OF measurements FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')

CREATE UNLOGGED TABLE cache (k TEXT PRIMARY KEY, v BYTEA)

CREATE TABLE summary AS WITH x AS (SELECT * FROM raw) SELECT kind, count(*) FROM x GROUP BY kind

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_key ON users (lower(email)) WHERE deleted_at IS NULL

CREATE INDEX ON events USING gin (payload jsonb_path_ops)

CREATE OR REPLACE VIEW public.active AS SELECT u.* FROM users u JOIN subscriptions s ON s.user_id = u.id WHERE s.ends_at > now()

CREATE MATERIALIZED VIEW leaderboard AS SELECT user_id, sum(points) AS points FROM scores GROUP BY user_id

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')

CREATE DOMAIN email AS TEXT CHECK (VALUE ~ '@')

CREATE EXTENSION IF NOT EXISTS pg_trgm

CREATE SCHEMA IF NOT EXISTS app

-- expect: CREATE SEQUENCE invoice_no
CREATE SEQUENCE invoice_no START 1000 INCREMENT 1

CREATE ROLE app_user LOGIN PASSWORD 'secret'

CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END; $$

CREATE TRIGGER touch BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION set_updated_at()

CREATE POLICY own_rows ON notes FOR SELECT USING (owner_id = current_user_id())

ALTER TABLE ONLY orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id)

ALTER TABLE users ENABLE ROW LEVEL SECURITY

DROP MATERIALIZED VIEW leaderboard

DROP FUNCTION IF EXISTS set_updated_at()

DROP TYPE mood

DROP SCHEMA app CASCADE

TRUNCATE TABLE logs, events RESTART IDENTITY CASCADE

BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE

START TRANSACTION READ ONLY

SET LOCAL statement_timeout = 5000

SHOW search_path

GRANT SELECT, INSERT ON users TO app_user

REVOKE ALL ON users FROM app_user

COPY users (id, name) FROM STDIN

COPY (SELECT * FROM users WHERE active) TO STDOUT

LISTEN new_orders

NOTIFY new_orders, 'payload'

ANALYZE users

COMMENT ON COLUMN users.name IS 'the name'

DEALLOCATE ALL

DISCARD ALL

EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM orders o JOIN users u ON u.id = o.user_id

EXPLAIN ANALYZE DELETE FROM logs WHERE at < $1

PREPARE plan (int) AS SELECT * FROM users WHERE id = $1

EXECUTE plan (1)

CALL refresh_all($1)

SELECT 1; SELECT * FROM a; UPDATE b SET c = 1

-- expect: SELECT jobs
SELECT id FROM jobs WHERE state = 'ready' FOR NO KEY UPDATE SKIP LOCKED

-- expect: INSERT users
INSERT INTO users (email) VALUES ($1) ON CONFLICT (lower(email)) WHERE deleted_at IS NULL DO UPDATE SET seen = now()

-- expect: INSERT orders SELECT legacy_orders
INSERT INTO orders (id, total) OVERRIDING SYSTEM VALUE SELECT id, total FROM legacy_orders

-- expect: SELECT f generate_series
SELECT * FROM ROWS FROM (f($1), generate_series(1, 10)) AS x(a, b)

-- expect: SELECT items
SELECT (item).name, (item).price FROM items

-- expect: SELECT a b
SELECT j.id FROM a JOIN b USING (id) AS j

-- expect: TABLE users
TABLE users

-- expect: VACUUM users
VACUUM (ANALYZE, VERBOSE) users

-- expect: REINDEX INDEX users_pkey
REINDEX INDEX CONCURRENTLY users_pkey

-- expect: CLUSTER users
CLUSTER users USING users_pkey

-- expect: REFRESH MATERIALIZED VIEW leaderboard
REFRESH MATERIALIZED VIEW CONCURRENTLY leaderboard

-- expect: DO
DO $$ BEGIN PERFORM 1 FROM users; END $$

-- expect: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE

-- expect: SELECT tree SELECT tree SELECT
WITH RECURSIVE t(id, link) AS (SELECT id, link FROM tree UNION ALL SELECT tr.id, tr.link FROM tree tr, t WHERE tr.id = t.link) SEARCH DEPTH FIRST BY id SET ordercol SELECT * FROM t ORDER BY ordercol

-- expect: LOCK TABLE accounts
LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE

-- expect: SELECT people
SELECT xmlelement(name foo, xmlattributes(bar AS baz)) FROM people

-- expect: DECLARE SELECT users
DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM users
