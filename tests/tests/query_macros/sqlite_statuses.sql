SELECT status FROM main.orders ORDER BY id
