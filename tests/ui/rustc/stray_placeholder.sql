-- Orders {by} id
SELECT id FROM orders WHERE id = #{id}
