-- What applications read.
CREATE VIEW ecommerce.active_products WITH (security_barrier = true) AS
  SELECT product_id, category_id, sku, name, price, stock_quantity, is_active
    FROM ecommerce.products
   WHERE is_active
  WITH CASCADED CHECK OPTION;
COMMENT ON VIEW ecommerce.active_products IS 'Products that can be ordered; can be written to.';
COMMENT ON COLUMN ecommerce.active_products.price IS 'What a customer pays today.';

CREATE VIEW ecommerce.category_paths AS
  WITH RECURSIVE tree AS (
    SELECT category_id, parent_category_id, name::text AS path, 1 AS depth
      FROM ecommerce.categories
     WHERE parent_category_id IS NULL
    UNION ALL
    SELECT child.category_id, child.parent_category_id, tree.path || ' > ' || child.name, tree.depth + 1
      FROM ecommerce.categories AS child
      JOIN tree ON tree.category_id = child.parent_category_id
  )
  SELECT category_id, parent_category_id, path, depth FROM tree;
COMMENT ON VIEW ecommerce.category_paths IS 'Every category with the names from the top of the tree down to it.';
COMMENT ON COLUMN ecommerce.category_paths.path IS 'Names joined by " > ".';
COMMENT ON COLUMN ecommerce.category_paths.depth IS '1 at the top.';

CREATE FUNCTION ecommerce.order_total(wanted_order_id bigint) RETURNS numeric
  LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
  SELECT items_total + shipping_cost FROM ecommerce.orders WHERE order_id = wanted_order_id
$$;
COMMENT ON FUNCTION ecommerce.order_total(bigint) IS 'What the customer pays for an order, carriage included.';
