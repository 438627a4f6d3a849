-- Views over the shop, and the one that is kept as a table.
CREATE VIEW reporting.sold_items AS
  SELECT o.order_id, o.user_id, (o.placed_at AT TIME ZONE 'UTC')::date AS sold_on,
         p.product_id, p.category_id, i.quantity, i.line_total
    FROM ecommerce.orders AS o
    JOIN ecommerce.order_items AS i USING (order_id)
    JOIN ecommerce.products AS p USING (product_id)
   WHERE o.status NOT IN ('cancelled', 'refunded');
COMMENT ON VIEW reporting.sold_items IS 'Lines of all orders that were neither cancelled nor refunded.';
COMMENT ON COLUMN reporting.sold_items.sold_on IS 'Day of the order (UTC).';

CREATE VIEW reporting.best_sellers AS
  SELECT f.revenue_rank, p.sku, p.name, c.path AS category, f.units, f.revenue
    FROM reporting.product_performance AS f
    JOIN ecommerce.active_products AS p USING (product_id)
    JOIN ecommerce.category_paths AS c USING (category_id)
   WHERE f.revenue_rank <= 100;
COMMENT ON VIEW reporting.best_sellers IS 'The hundred products that earned most, as far as they are still sold.';

CREATE MATERIALIZED VIEW reporting.customer_lifetime_value AS
  SELECT u.user_id, u.full_name, count(o.order_id) AS orders, coalesce(sum(o.items_total), 0) AS revenue,
         min(o.placed_at) AS first_order_at, max(o.placed_at) AS last_order_at
    FROM ecommerce.users AS u
    LEFT JOIN ecommerce.orders AS o ON o.user_id = u.user_id AND o.status NOT IN ('cancelled', 'refunded')
   GROUP BY u.user_id
  WITH NO DATA;
COMMENT ON MATERIALIZED VIEW reporting.customer_lifetime_value IS 'What each customer spent so far; as of the last rebuild.';
COMMENT ON COLUMN reporting.customer_lifetime_value.orders IS 'Orders neither cancelled nor refunded.';
COMMENT ON COLUMN reporting.customer_lifetime_value.revenue IS 'Sum of those orders, without carriage.';

CREATE UNIQUE INDEX customer_lifetime_value_user_id_key ON reporting.customer_lifetime_value (user_id);
COMMENT ON INDEX reporting.customer_lifetime_value_user_id_key IS 'Allows a refresh that does not block readers.';
CREATE INDEX customer_lifetime_value_revenue_idx
  ON reporting.customer_lifetime_value (revenue DESC NULLS LAST, user_id);
COMMENT ON INDEX reporting.customer_lifetime_value_revenue_idx IS 'The best customers.';
