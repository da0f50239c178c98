SELECT status FROM public.orders ORDER BY id
