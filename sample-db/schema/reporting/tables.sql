-- Figures for people, all derived from the other schemas by `reporting.rebuild()`.
CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS 'Derived figures for dashboards; nothing here is entered by hand.';

CREATE TABLE reporting.daily_sales (
  sales_date date NOT NULL,
  orders integer NOT NULL,
  customers integer NOT NULL,
  units integer NOT NULL,
  revenue numeric(14, 2) NOT NULL,
  average_order_value numeric(12, 2) GENERATED ALWAYS AS (round(revenue / nullif(orders, 0), 2)) STORED,
  CONSTRAINT daily_sales_pkey PRIMARY KEY (sales_date)
);
COMMENT ON TABLE reporting.daily_sales IS 'Sales per day (UTC), without cancelled and refunded orders.';
COMMENT ON COLUMN reporting.daily_sales.sales_date IS 'Day on which the orders were placed.';
COMMENT ON COLUMN reporting.daily_sales.orders IS 'Number of orders.';
COMMENT ON COLUMN reporting.daily_sales.customers IS 'Different customers.';
COMMENT ON COLUMN reporting.daily_sales.units IS 'Pieces sold.';
COMMENT ON COLUMN reporting.daily_sales.revenue IS 'Sum of the lines after rebates, without carriage.';
COMMENT ON COLUMN reporting.daily_sales.average_order_value IS 'Revenue per order; null on a day without orders.';

CREATE TABLE reporting.monthly_revenue (
  month_start date NOT NULL,
  orders integer NOT NULL,
  new_customers integer NOT NULL,
  revenue numeric(14, 2) NOT NULL,
  growth_percent numeric(7, 1),
  CONSTRAINT monthly_revenue_pkey PRIMARY KEY (month_start),
  CONSTRAINT monthly_revenue_first_of_month CHECK (extract(day FROM month_start) = 1)
);
COMMENT ON TABLE reporting.monthly_revenue IS 'Revenue per month (UTC), without cancelled and refunded orders.';
COMMENT ON COLUMN reporting.monthly_revenue.month_start IS 'First day of the month.';
COMMENT ON COLUMN reporting.monthly_revenue.orders IS 'Number of orders.';
COMMENT ON COLUMN reporting.monthly_revenue.new_customers IS 'Customers whose first order was in this month.';
COMMENT ON COLUMN reporting.monthly_revenue.revenue IS 'Sum of the lines after rebates, without carriage.';
COMMENT ON COLUMN reporting.monthly_revenue.growth_percent IS 'Against the month before; null for the first one.';

CREATE TABLE reporting.product_performance (
  product_id bigint NOT NULL,
  views integer NOT NULL,
  orders integer NOT NULL,
  units integer NOT NULL,
  revenue numeric(14, 2) NOT NULL,
  conversion_rate numeric(7, 4),
  revenue_rank integer NOT NULL,
  CONSTRAINT product_performance_pkey PRIMARY KEY (product_id),
  CONSTRAINT product_performance_product_id_fkey
    FOREIGN KEY (product_id) REFERENCES ecommerce.products ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE reporting.product_performance IS 'Views and sales per product over all time.';
COMMENT ON COLUMN reporting.product_performance.product_id IS 'The product.';
COMMENT ON COLUMN reporting.product_performance.views IS 'Times its page was shown.';
COMMENT ON COLUMN reporting.product_performance.orders IS 'Orders that contain it.';
COMMENT ON COLUMN reporting.product_performance.units IS 'Pieces sold.';
COMMENT ON COLUMN reporting.product_performance.revenue IS 'Sum of its lines after rebates.';
COMMENT ON COLUMN reporting.product_performance.conversion_rate IS 'Orders per view; null when never viewed.';
COMMENT ON COLUMN reporting.product_performance.revenue_rank IS '1 for the product that earned most.';

CREATE INDEX product_performance_revenue_rank_idx ON reporting.product_performance (revenue_rank);
COMMENT ON INDEX reporting.product_performance_revenue_rank_idx IS 'The best sellers.';
