-- MySQL and MariaDB. One statement a paragraph; `-- expect: ..` states the summary.

SELECT `id`, `name` FROM `users` WHERE `id` = ?

SELECT `u`.`id` FROM `app`.`users` AS `u` INNER JOIN `app`.`orders` `o` ON `o`.`user_id` = `u`.`id` WHERE `o`.`total` > ?

SELECT SQL_CALC_FOUND_ROWS wp_posts.ID FROM wp_posts LEFT JOIN wp_term_relationships ON (wp_posts.ID = wp_term_relationships.object_id) WHERE 1=1 AND (wp_term_relationships.term_taxonomy_id IN (2)) AND wp_posts.post_type = 'post' GROUP BY wp_posts.ID ORDER BY wp_posts.post_date DESC LIMIT 0, 10

SELECT option_name, option_value FROM wp_options WHERE autoload = 'yes'

SELECT t.*, tt.* FROM wp_terms AS t INNER JOIN wp_term_taxonomy AS tt ON t.term_id = tt.term_id WHERE tt.taxonomy IN ('category') ORDER BY t.name ASC

SELECT post_id, meta_key, meta_value FROM wp_postmeta WHERE post_id IN (1, 2, 3) ORDER BY meta_id ASC

SELECT user_id, meta_key FROM wp_usermeta WHERE user_id = 1 AND meta_key = "from users"

SELECT * FROM users WHERE name = 'O\'Brien' AND note = "say \"from x\""

SELECT repository.*, user.name FROM repository INNER JOIN user ON user.id = repository.owner_id WHERE repository.is_private = ? AND repository.lower_name LIKE ?

SELECT issue.id FROM issue LEFT JOIN issue_label ON issue_label.issue_id = issue.id WHERE issue.repo_id IN (SELECT repo_id FROM access WHERE user_id = ?) AND issue_label.label_id = ?

SELECT COUNT(*) FROM action WHERE user_id = ? AND created_unix >= UNIX_TIMESTAMP() - 86400

SELECT DATE_FORMAT(created_at, '%Y-%m') AS month, COUNT(*) AS n FROM orders GROUP BY month WITH ROLLUP

SELECT IF(a > b, a, b), IFNULL(c, 0), GROUP_CONCAT(DISTINCT d ORDER BY d SEPARATOR ', ') FROM numbers GROUP BY e

SELECT * FROM products WHERE MATCH (title, body) AGAINST ('from here' IN BOOLEAN MODE)

SELECT JSON_EXTRACT(data, '$.a'), data->'$.b', data->>'$.c' FROM docs WHERE JSON_CONTAINS(data, '1', '$.ids')

SELECT id FROM t USE INDEX (idx_a, idx_b) WHERE a = 1

SELECT id FROM t FORCE INDEX (PRIMARY) WHERE a = 1 ORDER BY id

SELECT a.id FROM a STRAIGHT_JOIN b ON a.id = b.id

-- expect: SELECT a b c
SELECT a.id, b.id FROM a LEFT JOIN (b, c) ON a.x = b.x AND a.y = c.y

SELECT @rownum := @rownum + 1 AS n, t.name FROM names t, (SELECT @rownum := 0) r

SELECT @@global.max_connections, @@session.sql_mode

SELECT LAST_INSERT_ID()

SELECT id FROM jobs WHERE reserved_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE

SELECT id FROM jobs WHERE queue = 'default' LIMIT 1 FOR UPDATE SKIP LOCKED

-- expect: SELECT invoices
SELECT EXTRACT(YEAR_MONTH FROM created_at), TRIM(LEADING '0' FROM code), SUBSTRING(name FROM 2) FROM invoices

-- expect: SELECT ops
SELECT a DIV b, a MOD b, a <=> b, NOT a, a XOR b FROM ops

SELECT x'4D', 0x4D, b'01', N'text', _utf8mb4'abc' FROM literals

SELECT 1 FROM dual WHERE NOT EXISTS (SELECT * FROM locks WHERE name = ?)

SELECT d.name, t.total FROM departments d JOIN LATERAL (SELECT SUM(salary) AS total FROM employees e WHERE e.department_id = d.id) t ON TRUE

SELECT jt.name FROM orders o, JSON_TABLE(o.items, '$[*]' COLUMNS (name VARCHAR(40) PATH '$.name', qty INT PATH '$.qty')) AS jt WHERE o.id = 1

SELECT INTERVAL 1 DAY + created_at, created_at - INTERVAL 2 HOUR FROM times

SELECT /*+ MAX_EXECUTION_TIME(1000) */ id FROM slow_table

SELECT HIGH_PRIORITY name FROM countries

SELECT name FROM cities WHERE name REGEXP '^san' AND name NOT LIKE '%\_%'

SELECT BINARY name FROM tags WHERE name COLLATE utf8mb4_bin = 'a'

SELECT # the columns
  id, name -- more
  FROM /* the table */ people

-- expect: SELECT product
SELECT p.id FROM product p PARTITION (p0, p1) WHERE p.id > 5

SELECT * FROM `order` o JOIN `select` s ON s.`from` = o.`where`

SELECT user, host FROM mysql.user

SELECT table_name, table_rows FROM information_schema.tables WHERE table_schema = DATABASE()

SELECT CONCAT(first_name, ' ', last_name) AS `full name` FROM staff s ORDER BY `full name`

SELECT COUNT(DISTINCT user_id, day) FROM visits

WITH cte (a) AS (SELECT id FROM `groups`) SELECT * FROM cte JOIN members m ON m.group_id = cte.a

WITH RECURSIVE path AS (SELECT id, parent_id FROM comments WHERE id = ? UNION ALL SELECT c.id, c.parent_id FROM comments c JOIN path p ON p.parent_id = c.id) SELECT * FROM path

WITH top AS (SELECT user_id FROM scores ORDER BY points DESC LIMIT 3) DELETE FROM rewards WHERE user_id NOT IN (SELECT user_id FROM top)

WITH d AS (SELECT MAX(id) AS id FROM drafts) UPDATE posts SET draft_id = (SELECT id FROM d)

INSERT INTO `users` (`name`, `email`) VALUES (?, ?)

INSERT INTO users (name) VALUES (?), (?), (?)

INSERT IGNORE INTO tags (name) VALUES ('a')

INSERT INTO counters (name, n) VALUES (?, 1) ON DUPLICATE KEY UPDATE n = n + 1, at = NOW()

INSERT INTO wp_options (option_name, option_value, autoload) VALUES ('a', 'b', 'no') ON DUPLICATE KEY UPDATE option_name = VALUES(option_name), option_value = VALUES(option_value)

INSERT INTO t (a, b) SELECT a, b FROM s ON DUPLICATE KEY UPDATE b = s.b, c = 2

INSERT INTO t SET a = 1, b = 'x'

INSERT INTO log (msg) SELECT CONCAT('from ', name) FROM hosts WHERE up = 0

INSERT LOW_PRIORITY INTO hits (page) VALUES ('/')

INSERT INTO kv VALUES ('k', 'v') AS new ON DUPLICATE KEY UPDATE v = new.v

REPLACE INTO sessions (id, data) VALUES (?, ?)

REPLACE INTO cache SELECT * FROM cache_new

UPDATE `users` SET `last_login` = NOW() WHERE `id` = ? LIMIT 1

UPDATE users u JOIN orders o ON o.user_id = u.id SET u.total = u.total + o.total WHERE o.paid = 1

UPDATE users u LEFT JOIN bans b ON b.user_id = u.id SET u.banned = b.id IS NOT NULL

UPDATE inventory SET qty = qty - 1 WHERE id = ? AND qty > 0 ORDER BY id LIMIT 1

UPDATE posts SET n = (SELECT COUNT(*) FROM comments WHERE comments.post_id = posts.id) WHERE id = ?

UPDATE t INNER JOIN (SELECT id, MAX(v) AS v FROM h GROUP BY id) m ON m.id = t.id SET t.v = m.v

DELETE FROM `sessions` WHERE `expires` < ? ORDER BY `expires` LIMIT 1000

DELETE t1 FROM t1 INNER JOIN t2 ON t1.id = t2.id WHERE t2.old = 1

DELETE u, p FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id = ?

DELETE FROM a USING a INNER JOIN b ON a.id = b.id WHERE b.x = 1

DELETE FROM x USING archive AS x JOIN old o ON o.id = x.id

DELETE a FROM wp_options a, wp_options b WHERE a.option_name LIKE '\_transient\_%' AND b.option_name = CONCAT('_transient_timeout_', SUBSTRING(a.option_name, 12)) AND b.option_value < 1

CREATE TABLE `users` (`id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, `name` VARCHAR(255) COLLATE utf8mb4_unicode_ci DEFAULT NULL, `updated_at` TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (`id`), KEY `idx_name` (`name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4

CREATE TABLE IF NOT EXISTS app.logs (id INT, at DATETIME(6))

CREATE TABLE copy_t LIKE original_t

CREATE TABLE s AS SELECT id FROM t WHERE a > 1

CREATE TEMPORARY TABLE tmp (id INT)

CREATE UNIQUE INDEX idx_email ON users (email)

CREATE INDEX idx_prefix ON posts (title)

CREATE OR REPLACE VIEW v AS SELECT a.id FROM a JOIN b ON a.id = b.id

CREATE DATABASE IF NOT EXISTS app

ALTER TABLE `users` ADD COLUMN `age` INT NULL AFTER `name`, ADD INDEX `idx_age` (`age`)

ALTER TABLE users MODIFY COLUMN name VARCHAR(500) NOT NULL

ALTER TABLE users CHANGE COLUMN old_name new_name VARCHAR(50)

ALTER TABLE orders ADD CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL

DROP TABLE IF EXISTS `a`, `b`

DROP DATABASE app

TRUNCATE TABLE logs

TRUNCATE logs

START TRANSACTION

SET autocommit = 0

SET NAMES utf8mb4

SET @x = 1

SHOW TABLES

SHOW COLUMNS FROM users

SHOW CREATE TABLE users

SHOW VARIABLES LIKE 'max%'

USE app

LOCK TABLES users WRITE, orders READ

UNLOCK TABLES

CALL do_work(1, 'x')

KILL 5

EXPLAIN SELECT * FROM users WHERE email = 'a'

DESCRIBE users

ANALYZE TABLE users

GRANT SELECT ON app.users TO reader

FLUSH TABLES

SELECT 5--3 AS n FROM arithmetic

(SELECT a FROM t1 LIMIT 1) UNION (SELECT a FROM t2 LIMIT 1) ORDER BY a

-- expect: SELECT accounts
SELECT * FROM accounts WHERE id = 1 LOCK IN SHARE MODE

-- expect: UPDATE items
UPDATE items, months SET items.price = months.price WHERE items.id = months.id

-- expect: SELECT flags
SELECT !a, ~b FROM flags WHERE a SOUNDS LIKE 'b'

-- expect: SELECT orders
SELECT a, b FROM orders INTO OUTFILE '/tmp/orders.csv' FIELDS TERMINATED BY ','

-- expect: OPTIMIZE TABLE logs
OPTIMIZE TABLE logs

-- expect: LOAD DATA imports
LOAD DATA LOCAL INFILE '/tmp/x.csv' INTO TABLE imports FIELDS TERMINATED BY ',' IGNORE 1 LINES (a, b)

-- expect: HANDLER users
HANDLER users READ FIRST

-- expect: DO
DO SLEEP(1)

-- expect: XA
XA START 'x'

-- expect: PREPARE
PREPARE stmt FROM 'SELECT * FROM users WHERE id = ?'

-- expect: CREATE PROCEDURE p
CREATE DEFINER=`root`@`localhost` PROCEDURE p(IN a INT) BEGIN DECLARE n INT; SELECT COUNT(*) INTO n FROM users WHERE id = a; IF n = 0 THEN INSERT INTO users (id) VALUES (a); END IF; END

-- expect: RENAME TABLE a
RENAME TABLE a TO b, c TO d
