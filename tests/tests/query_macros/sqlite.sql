SELECT id, status
FROM main.orders
WHERE id = ?
