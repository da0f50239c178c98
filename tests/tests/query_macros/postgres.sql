SELECT id, status
FROM public.orders
WHERE id = $1
