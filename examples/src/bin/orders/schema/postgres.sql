-- Temporary tables: they end with the connection that made them.
CREATE TEMPORARY TABLE customers (
    id    BIGINT PRIMARY KEY,
    name  TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE
);
CREATE TEMPORARY TABLE products (
    sku   TEXT PRIMARY KEY,
    cents BIGINT NOT NULL,
    stock BIGINT NOT NULL CHECK (stock >= 0)
);
-- What is sold today.
CREATE TEMPORARY TABLE catalogue (
    sku TEXT PRIMARY KEY
);
CREATE TEMPORARY TABLE redemptions (
    customer_id BIGINT NOT NULL,
    coupon      TEXT   NOT NULL,
    UNIQUE (customer_id, coupon)
);
CREATE TEMPORARY TABLE orders (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id BIGINT NOT NULL,
    cents       BIGINT NOT NULL
);
CREATE TEMPORARY TABLE order_lines (
    order_id BIGINT NOT NULL,
    sku      TEXT   NOT NULL REFERENCES catalogue (sku) DEFERRABLE INITIALLY DEFERRED,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (order_id, sku)
);

INSERT INTO customers (id, name, email) VALUES (1, 'Ada', 'ada@example.org'), (2, 'Grace', 'grace@example.org');
INSERT INTO products (sku, cents, stock)
VALUES ('beans', 1890, 12), ('filters', 450, 40), ('mug', 1200, 3), ('lamp', 3500, 1);
INSERT INTO catalogue (sku) VALUES ('beans'), ('filters'), ('mug');
INSERT INTO orders (customer_id, cents) VALUES (1, 2340), (2, 1200), (1, 1701);
INSERT INTO redemptions (customer_id, coupon) VALUES (1, 'WELCOME10');
