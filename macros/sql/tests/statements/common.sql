-- Statements that all three dialects accept. One statement a paragraph; a paragraph that begins
-- with `-- expect: ..` states its summary, which it must where sqlparser can't read it.

SELECT 1

SELECT id, email, display_name FROM users WHERE id = 42

select * from accounts where deleted_at is null order by created_at desc limit 20

SELECT COUNT(*) FROM sessions WHERE expires_at < CURRENT_TIMESTAMP

SELECT DISTINCT country FROM customers ORDER BY country

SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'open'

SELECT o.id, c.name, a.city
FROM orders AS o
INNER JOIN customers AS c ON c.id = o.customer_id
LEFT JOIN addresses AS a ON a.id = o.shipping_address_id
WHERE o.placed_at >= '2024-01-01' AND o.placed_at < '2024-02-01'
ORDER BY o.placed_at DESC, o.id

SELECT e.name, m.name AS manager FROM employees e LEFT JOIN employees m ON m.id = e.manager_id

SELECT a.id, b.id FROM left_table a RIGHT JOIN right_table b ON a.k = b.k

SELECT p.name, s.quantity FROM products p CROSS JOIN stock s

SELECT p.title, t.name FROM posts p, post_tags pt, tags t WHERE p.id = pt.post_id AND t.id = pt.tag_id

SELECT u.id FROM users u JOIN memberships USING (user_id)

SELECT * FROM a NATURAL JOIN b

SELECT * FROM (SELECT customer_id, SUM(total) AS spent FROM orders GROUP BY customer_id) t WHERE t.spent > 1000

SELECT t.day, t.n FROM (SELECT day, COUNT(*) AS n FROM visits GROUP BY day) t JOIN calendar c ON c.day = t.day

SELECT name FROM products WHERE price > (SELECT AVG(price) FROM products)

SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 100)

SELECT name FROM customers WHERE id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)

SELECT u.name, (SELECT COUNT(*) FROM posts p WHERE p.author_id = u.id) AS posts, (SELECT MAX(created_at) FROM logins l WHERE l.user_id = u.id) AS seen FROM users u

SELECT id FROM a UNION SELECT id FROM b

SELECT id, 'user' AS kind FROM users UNION ALL SELECT id, 'group' FROM groups_t UNION ALL SELECT id, 'bot' FROM bots ORDER BY 1

SELECT id FROM subscribers EXCEPT SELECT id FROM unsubscribed

SELECT id FROM buyers INTERSECT SELECT id FROM reviewers

WITH recent AS (SELECT * FROM orders WHERE placed_at > '2024-01-01') SELECT customer_id, COUNT(*) FROM recent GROUP BY customer_id

WITH regional AS (SELECT region, SUM(amount) AS total FROM sales GROUP BY region), top AS (SELECT region FROM regional WHERE total > 100000) SELECT s.region, s.product, SUM(s.quantity) FROM sales s WHERE s.region IN (SELECT region FROM top) GROUP BY s.region, s.product

WITH RECURSIVE tree AS (
    SELECT id, parent_id, name, 0 AS depth FROM categories WHERE parent_id IS NULL
    UNION ALL
    SELECT c.id, c.parent_id, c.name, t.depth + 1 FROM categories c JOIN tree t ON t.id = c.parent_id
)
SELECT * FROM tree ORDER BY depth, name

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n

WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS x FROM a), c AS (SELECT x FROM b) SELECT c.x, s.name FROM c JOIN samples s ON s.id = c.x

SELECT department, name, salary, RANK() OVER (PARTITION BY department ORDER BY salary DESC) AS r FROM employees

SELECT ts, value, AVG(value) OVER (ORDER BY ts ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS moving FROM metrics

SELECT id, LAG(price, 1) OVER w, LEAD(price, 1) OVER w FROM quotes WINDOW w AS (PARTITION BY symbol ORDER BY ts)

SELECT CASE WHEN total > 100 THEN 'big' WHEN total > 10 THEN 'medium' ELSE 'small' END AS size, COUNT(*) FROM orders GROUP BY 1 HAVING COUNT(*) > 5

SELECT CAST(amount AS DECIMAL(10, 2)), COALESCE(note, 'none') FROM payments WHERE id BETWEEN 10 AND 20

SELECT status, COUNT(*) AS n, SUM(CASE WHEN priority = 'high' THEN 1 ELSE 0 END) AS high FROM tickets GROUP BY status ORDER BY n DESC

SELECT * FROM events WHERE payload LIKE '%from users%' OR payload LIKE 'it''s %'

SELECT * FROM app.settings WHERE name = 'theme'

SELECT u.* FROM app.users u JOIN audit.entries e ON e.actor_id = u.id

SELECT * FROM files WHERE path = '/home' AND size > 1e6 AND flags <> 0

/* list the newest posts */ SELECT id, title FROM posts -- only the published ones
WHERE published = 1 ORDER BY id DESC LIMIT 10 OFFSET 20

SELECT f.id FROM feeds f WHERE f.url IN ('a', 'b', 'c') AND f.failures < 5

SELECT (SELECT name FROM users WHERE id = m.sender_id) AS sender, m.body FROM messages m WHERE m.room_id = 7

SELECT * FROM (SELECT * FROM (SELECT id FROM deep WHERE id > 1) x WHERE x.id > 2) y WHERE y.id > 3

SELECT a.x FROM (a JOIN b ON a.id = b.id) JOIN c ON c.id = b.id

SELECT * FROM orders WHERE (customer_id, product_id) IN (SELECT customer_id, product_id FROM wishlists)

SELECT MIN(id), MAX(id) FROM jobs WHERE queue = 'default' AND run_at <= CURRENT_TIMESTAMP

INSERT INTO users (name, email) VALUES ('Ann', 'ann@example.com')

INSERT INTO tags (name) VALUES ('a'), ('b'), ('c')

insert into audit_log (actor, action) values (1, 'login')

INSERT INTO archive SELECT * FROM orders WHERE placed_at < '2020-01-01'

INSERT INTO totals (customer_id, total) SELECT customer_id, SUM(total) FROM orders GROUP BY customer_id

INSERT INTO counters (name, value) VALUES ('hits', (SELECT COUNT(*) FROM visits))

INSERT INTO stats.daily (day, n) SELECT v.day, COUNT(*) FROM visits v JOIN sites s ON s.id = v.site_id GROUP BY v.day

UPDATE users SET last_seen = CURRENT_TIMESTAMP WHERE id = 5

UPDATE products SET price = price * 1.1, updated_at = CURRENT_TIMESTAMP WHERE category_id = 3 AND price < 100

UPDATE orders SET status = 'late' WHERE id IN (SELECT order_id FROM shipments WHERE eta < CURRENT_TIMESTAMP)

UPDATE accounts SET balance = (SELECT SUM(amount) FROM entries WHERE entries.account_id = accounts.id)

update app.settings set value = 'dark' where name = 'theme'

UPDATE employees SET salary = (SELECT MAX(salary) FROM bands WHERE level = 3), band = (SELECT id FROM bands WHERE level = 3) WHERE id = 9

DELETE FROM sessions WHERE expires_at < CURRENT_TIMESTAMP

delete from carts where user_id = 7

DELETE FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)

DELETE FROM app.tokens WHERE user_id IN (SELECT id FROM users WHERE disabled = 1) AND scope IN (SELECT name FROM scopes)

CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, email VARCHAR(255) UNIQUE)

CREATE TABLE IF NOT EXISTS posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, body TEXT)

CREATE TEMPORARY TABLE scratch (k INTEGER, v TEXT)

CREATE TABLE backup AS SELECT * FROM users WHERE active = 1

CREATE INDEX posts_author ON posts (author_id)

CREATE UNIQUE INDEX users_email ON users (email)

CREATE VIEW active_users AS SELECT id, name FROM users WHERE active = 1

CREATE VIEW totals AS SELECT c.name, SUM(o.total) AS total FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name

ALTER TABLE users ADD COLUMN age INTEGER

ALTER TABLE users RENAME TO members

ALTER TABLE users RENAME COLUMN name TO full_name

ALTER TABLE users DROP COLUMN age

DROP TABLE users

DROP TABLE IF EXISTS scratch

DROP VIEW active_users

DROP INDEX IF EXISTS posts_author

COMMIT

ROLLBACK

SAVEPOINT before_import

RELEASE SAVEPOINT before_import

ROLLBACK TO SAVEPOINT before_import

BEGIN

EXPLAIN SELECT * FROM users WHERE id = 1

SELECT * FROM a JOIN b ON a.x = b.x AND a.y > (SELECT AVG(y) FROM c WHERE c.x = a.x) JOIN d ON d.z = b.z

SELECT COALESCE((SELECT v FROM overrides WHERE k = 'x'), (SELECT v FROM defaults WHERE k = 'x'), 'none') AS v

SELECT g.name, COUNT(m.user_id) FROM teams g LEFT JOIN members m ON m.group_id = g.id GROUP BY g.id, g.name HAVING COUNT(m.user_id) > (SELECT AVG(n) FROM (SELECT COUNT(*) AS n FROM members GROUP BY group_id) q) ORDER BY g.name
