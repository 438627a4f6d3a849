-- What visitors do in the shop. Foreign keys run from here to `ecommerce`.
CREATE SCHEMA analytics;
COMMENT ON SCHEMA analytics IS 'Behaviour of visitors and sales figures per category.';

CREATE TYPE analytics.device_type AS ENUM ('desktop', 'mobile', 'tablet');
COMMENT ON TYPE analytics.device_type IS 'What the visitor browses with.';
CREATE TYPE analytics.event_type AS ENUM
  ('login', 'logout', 'search', 'add_to_cart', 'remove_from_cart', 'checkout', 'newsletter_signup');
COMMENT ON TYPE analytics.event_type IS 'What a customer did.';

CREATE TABLE analytics.product_views (
  view_id bigint GENERATED ALWAYS AS IDENTITY,
  product_id bigint NOT NULL,
  user_id bigint,
  session_id uuid NOT NULL,
  device analytics.device_type NOT NULL,
  referrer text,
  client_address inet,
  duration_seconds numeric(7, 1),
  viewed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT product_views_pkey PRIMARY KEY (view_id),
  CONSTRAINT product_views_product_id_fkey
    FOREIGN KEY (product_id) REFERENCES ecommerce.products ON DELETE CASCADE,
  CONSTRAINT product_views_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES ecommerce.users ON DELETE SET NULL,
  CONSTRAINT product_views_duration_not_negative CHECK (duration_seconds >= 0)
);
COMMENT ON TABLE analytics.product_views IS 'One row per product page shown.';
COMMENT ON COLUMN analytics.product_views.view_id IS 'Surrogate key.';
COMMENT ON COLUMN analytics.product_views.product_id IS 'The product shown.';
COMMENT ON COLUMN analytics.product_views.user_id IS 'Null for visitors who are not logged in.';
COMMENT ON COLUMN analytics.product_views.session_id IS 'The visit.';
COMMENT ON COLUMN analytics.product_views.device IS 'What the visitor browses with.';
COMMENT ON COLUMN analytics.product_views.referrer IS 'Where the visitor came from; null when typed in.';
COMMENT ON COLUMN analytics.product_views.client_address IS 'Network of the visitor, cut to /24.';
COMMENT ON COLUMN analytics.product_views.duration_seconds IS 'How long the page was open; null when unknown.';
COMMENT ON COLUMN analytics.product_views.viewed_at IS 'When the page was shown.';

CREATE INDEX product_views_product_id_viewed_at_idx ON analytics.product_views (product_id, viewed_at DESC);
COMMENT ON INDEX analytics.product_views_product_id_viewed_at_idx IS 'Latest views of a product.';
CREATE INDEX product_views_user_id_idx ON analytics.product_views (user_id) WHERE user_id IS NOT NULL;
COMMENT ON INDEX analytics.product_views_user_id_idx IS 'What a customer looked at.';
CREATE INDEX product_views_viewed_at_idx ON analytics.product_views USING brin (viewed_at);
COMMENT ON INDEX analytics.product_views_viewed_at_idx IS 'Small, since rows arrive in order of time.';

CREATE SEQUENCE analytics.user_event_id_seq CACHE 20;
COMMENT ON SEQUENCE analytics.user_event_id_seq IS
  'Numbers events over all partitions; identity columns of partitioned tables exist from PostgreSQL 17 on.';

CREATE TABLE analytics.user_events (
  event_id bigint NOT NULL DEFAULT nextval('analytics.user_event_id_seq'),
  user_id bigint NOT NULL,
  event_type analytics.event_type NOT NULL,
  properties jsonb,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT user_events_pkey PRIMARY KEY (occurred_at, event_id),
  CONSTRAINT user_events_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES ecommerce.users ON DELETE CASCADE
) PARTITION BY RANGE (occurred_at);
ALTER SEQUENCE analytics.user_event_id_seq OWNED BY analytics.user_events.event_id;
COMMENT ON TABLE analytics.user_events IS 'What logged-in customers did, a partition per quarter (UTC).';
COMMENT ON COLUMN analytics.user_events.event_id IS 'Unique over all partitions.';
COMMENT ON COLUMN analytics.user_events.user_id IS 'The customer.';
COMMENT ON COLUMN analytics.user_events.event_type IS 'What happened.';
COMMENT ON COLUMN analytics.user_events.properties IS 'Details that depend on the event.';
COMMENT ON COLUMN analytics.user_events.occurred_at IS 'When it happened; decides the partition.';

CREATE INDEX user_events_user_id_occurred_at_idx ON analytics.user_events (user_id, occurred_at DESC);
COMMENT ON INDEX analytics.user_events_user_id_occurred_at_idx IS 'A customer''s latest events.';
CREATE INDEX user_events_search_terms_idx ON analytics.user_events ((properties ->> 'query'))
  WHERE event_type = 'search';
COMMENT ON INDEX analytics.user_events_search_terms_idx IS 'What people search for.';

CREATE TABLE analytics.user_events_2024q1 PARTITION OF analytics.user_events
  FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');
CREATE TABLE analytics.user_events_2024q2 PARTITION OF analytics.user_events
  FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-07-01 00:00:00+00');
CREATE TABLE analytics.user_events_2024q3 PARTITION OF analytics.user_events
  FOR VALUES FROM ('2024-07-01 00:00:00+00') TO ('2024-10-01 00:00:00+00');
CREATE TABLE analytics.user_events_2024q4 PARTITION OF analytics.user_events
  FOR VALUES FROM ('2024-10-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE analytics.user_events_other PARTITION OF analytics.user_events DEFAULT;
COMMENT ON TABLE analytics.user_events_2024q1 IS 'Events of January to March 2024.';
COMMENT ON TABLE analytics.user_events_2024q2 IS 'Events of April to June 2024.';
COMMENT ON TABLE analytics.user_events_2024q3 IS 'Events of July to September 2024.';
COMMENT ON TABLE analytics.user_events_2024q4 IS 'Events of October to December 2024.';
COMMENT ON TABLE analytics.user_events_other IS 'Events outside the quarters that have a partition; should be empty.';

CREATE TABLE analytics.sales_summary (
  month_start date NOT NULL,
  category_id integer NOT NULL,
  orders integer NOT NULL,
  units integer NOT NULL,
  revenue numeric(14, 2) NOT NULL,
  CONSTRAINT sales_summary_pkey PRIMARY KEY (month_start, category_id),
  CONSTRAINT sales_summary_category_id_fkey
    FOREIGN KEY (category_id) REFERENCES ecommerce.categories ON DELETE CASCADE,
  CONSTRAINT sales_summary_first_of_month CHECK (extract(day FROM month_start) = 1)
) WITH (fillfactor = 90);
COMMENT ON TABLE analytics.sales_summary IS 'Sales per month and category, without cancelled and refunded orders.';
COMMENT ON COLUMN analytics.sales_summary.month_start IS 'First day of the month (UTC).';
COMMENT ON COLUMN analytics.sales_summary.category_id IS 'Category of the products, not of their parents.';
COMMENT ON COLUMN analytics.sales_summary.orders IS 'Orders with at least one product of the category.';
COMMENT ON COLUMN analytics.sales_summary.units IS 'Pieces sold.';
COMMENT ON COLUMN analytics.sales_summary.revenue IS 'Sum of the lines after rebates.';

CREATE VIEW analytics.daily_active_users AS
  SELECT (occurred_at AT TIME ZONE 'UTC')::date AS active_on,
         count(DISTINCT user_id) AS users,
         count(*) AS events
    FROM analytics.user_events
   GROUP BY 1;
COMMENT ON VIEW analytics.daily_active_users IS 'Customers who did something, per day (UTC).';
COMMENT ON COLUMN analytics.daily_active_users.users IS 'Different customers.';
