-- Derives everything in `reporting`, and `analytics.sales_summary`, from what was sold.
CREATE PROCEDURE reporting.rebuild()
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  TRUNCATE analytics.sales_summary, reporting.daily_sales, reporting.monthly_revenue,
           reporting.product_performance;

  INSERT INTO analytics.sales_summary (month_start, category_id, orders, units, revenue)
  SELECT date_trunc('month', sold_on)::date, category_id,
         count(DISTINCT order_id), sum(quantity), sum(line_total)
    FROM reporting.sold_items GROUP BY 1, 2 ORDER BY 1, 2;

  INSERT INTO reporting.daily_sales (sales_date, orders, customers, units, revenue)
  SELECT sold_on, count(DISTINCT order_id), count(DISTINCT user_id), sum(quantity), sum(line_total)
    FROM reporting.sold_items GROUP BY 1 ORDER BY 1;

  INSERT INTO reporting.monthly_revenue (month_start, orders, new_customers, revenue, growth_percent)
  WITH monthly AS (
    SELECT date_trunc('month', sold_on)::date AS month_start,
           count(DISTINCT order_id) AS orders, sum(line_total) AS revenue
      FROM reporting.sold_items GROUP BY 1
  ), first_orders AS (
    SELECT date_trunc('month', min(sold_on))::date AS month_start FROM reporting.sold_items GROUP BY user_id
  )
  SELECT month_start, orders,
         (SELECT count(*) FROM first_orders AS f WHERE f.month_start = m.month_start), revenue,
         round(100 * (revenue / lag(revenue) OVER (ORDER BY month_start) - 1), 1)
    FROM monthly AS m ORDER BY month_start;

  INSERT INTO reporting.product_performance
    (product_id, views, orders, units, revenue, conversion_rate, revenue_rank)
  WITH sales AS (
    SELECT product_id, count(DISTINCT order_id) AS orders, sum(quantity) AS units, sum(line_total) AS revenue
      FROM reporting.sold_items GROUP BY 1
  ), views AS (
    SELECT product_id, count(*) AS views FROM analytics.product_views GROUP BY 1
  )
  SELECT product_id, coalesce(views, 0), coalesce(orders, 0), coalesce(units, 0), coalesce(revenue, 0),
         round(coalesce(orders, 0)::numeric / views, 4),
         row_number() OVER (ORDER BY coalesce(revenue, 0) DESC, product_id)
    FROM ecommerce.products LEFT JOIN sales USING (product_id) LEFT JOIN views USING (product_id)
   ORDER BY product_id;

  REFRESH MATERIALIZED VIEW reporting.customer_lifetime_value;
END
$$;
COMMENT ON PROCEDURE reporting.rebuild() IS 'Derives all figures anew; takes well under a second.';

-- Figures are for everybody; personal data in the other schemas is not.
GRANT USAGE ON SCHEMA reporting TO PUBLIC;
GRANT SELECT ON reporting.daily_sales, reporting.monthly_revenue, reporting.product_performance TO PUBLIC;
