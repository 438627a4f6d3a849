-- Orders and their lines; the sum of the lines is kept in the order by a trigger.
CREATE SEQUENCE ecommerce.order_number_seq AS bigint START WITH 100001 MINVALUE 100001 MAXVALUE 999999999;
COMMENT ON SEQUENCE ecommerce.order_number_seq IS 'Numbers printed on invoices; gaps are allowed.';

CREATE TABLE ecommerce.orders (
  order_id bigint GENERATED ALWAYS AS IDENTITY,
  order_number varchar(12) NOT NULL DEFAULT 'SO-' || nextval('ecommerce.order_number_seq')::text,
  user_id bigint NOT NULL,
  shipping_address_id bigint NOT NULL,
  billing_address_id bigint NOT NULL,
  status ecommerce.order_status NOT NULL DEFAULT 'pending',
  currency char(3) NOT NULL DEFAULT 'EUR',
  shipping_cost ecommerce.amount NOT NULL DEFAULT 0,
  items_total ecommerce.amount NOT NULL DEFAULT 0,
  placed_at timestamptz NOT NULL DEFAULT now(),
  shipped_at timestamptz,
  delivered_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT orders_pkey PRIMARY KEY (order_id),
  CONSTRAINT orders_order_number_key UNIQUE (order_number),
  CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES ecommerce.users ON DELETE RESTRICT,
  CONSTRAINT orders_shipping_address_fkey FOREIGN KEY (user_id, shipping_address_id)
    REFERENCES ecommerce.addresses (user_id, address_id),
  CONSTRAINT orders_billing_address_fkey FOREIGN KEY (user_id, billing_address_id)
    REFERENCES ecommerce.addresses (user_id, address_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT orders_shipped_after_placed CHECK (shipped_at >= placed_at),
  CONSTRAINT orders_delivered_after_shipped CHECK (delivered_at >= shipped_at)
);
ALTER SEQUENCE ecommerce.order_number_seq OWNED BY ecommerce.orders.order_number;
COMMENT ON TABLE ecommerce.orders IS 'Orders, from the basket''s checkout on.';
COMMENT ON COLUMN ecommerce.orders.order_id IS 'Surrogate key.';
COMMENT ON COLUMN ecommerce.orders.order_number IS 'Number on the invoice.';
COMMENT ON COLUMN ecommerce.orders.user_id IS 'The customer who ordered.';
COMMENT ON COLUMN ecommerce.orders.shipping_address_id IS 'Where the parcel goes: an address of this customer.';
COMMENT ON COLUMN ecommerce.orders.billing_address_id IS 'Where the invoice goes: an address of this customer.';
COMMENT ON COLUMN ecommerce.orders.status IS 'Where the order stands.';
COMMENT ON COLUMN ecommerce.orders.currency IS 'ISO 4217 code of all amounts of the order.';
COMMENT ON COLUMN ecommerce.orders.shipping_cost IS 'What the customer pays for carriage.';
COMMENT ON COLUMN ecommerce.orders.items_total IS 'Sum of the order''s lines; kept by a trigger.';
COMMENT ON COLUMN ecommerce.orders.placed_at IS 'When the customer confirmed.';
COMMENT ON COLUMN ecommerce.orders.shipped_at IS 'When the parcel left the warehouse.';
COMMENT ON COLUMN ecommerce.orders.delivered_at IS 'When the carrier delivered it.';
COMMENT ON COLUMN ecommerce.orders.updated_at IS 'When the status last changed; kept by a trigger.';
COMMENT ON CONSTRAINT orders_shipping_address_fkey ON ecommerce.orders IS
  'Nobody ships to another customer''s address.';
COMMENT ON CONSTRAINT orders_billing_address_fkey ON ecommerce.orders IS
  'Checked at commit, so that an address can be replaced within a transaction.';

CREATE INDEX orders_user_id_placed_at_idx ON ecommerce.orders (user_id, placed_at DESC);
COMMENT ON INDEX ecommerce.orders_user_id_placed_at_idx IS 'A customer''s orders, latest first.';
CREATE INDEX orders_placed_on_idx ON ecommerce.orders (((placed_at AT TIME ZONE 'UTC')::date));
COMMENT ON INDEX ecommerce.orders_placed_on_idx IS 'Orders of a day (UTC).';
CREATE INDEX orders_open_idx ON ecommerce.orders (placed_at) WHERE status IN ('pending', 'paid');
COMMENT ON INDEX ecommerce.orders_open_idx IS 'What the warehouse still has to pack.';

CREATE TRIGGER orders_touch_updated_at BEFORE UPDATE OF status ON ecommerce.orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION ecommerce.touch_updated_at();
COMMENT ON TRIGGER orders_touch_updated_at ON ecommerce.orders IS 'Keeps updated_at.';

CREATE TABLE ecommerce.order_items (
  order_id bigint NOT NULL,
  line_number smallint NOT NULL,
  product_id bigint NOT NULL,
  quantity integer NOT NULL DEFAULT 1,
  unit_price ecommerce.amount NOT NULL,
  discount_percent numeric(4, 1) NOT NULL DEFAULT 0,
  line_total numeric(12, 2) GENERATED ALWAYS AS
    (round(quantity * unit_price::numeric * (100 - discount_percent) / 100, 2)) STORED,
  CONSTRAINT order_items_pkey PRIMARY KEY (order_id, line_number),
  CONSTRAINT order_items_order_id_product_id_key UNIQUE (order_id, product_id),
  CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES ecommerce.orders ON DELETE CASCADE,
  CONSTRAINT order_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES ecommerce.products,
  CONSTRAINT order_items_quantity_positive CHECK (quantity > 0),
  CONSTRAINT order_items_discount_is_percentage CHECK (discount_percent BETWEEN 0 AND 100)
);
COMMENT ON TABLE ecommerce.order_items IS 'Lines of an order.';
COMMENT ON COLUMN ecommerce.order_items.order_id IS 'The order that the line belongs to.';
COMMENT ON COLUMN ecommerce.order_items.line_number IS 'Position on the invoice, from 1.';
COMMENT ON COLUMN ecommerce.order_items.product_id IS 'What was ordered; once per order.';
COMMENT ON COLUMN ecommerce.order_items.quantity IS 'Pieces.';
COMMENT ON COLUMN ecommerce.order_items.unit_price IS 'Price of a piece on the day of the order.';
COMMENT ON COLUMN ecommerce.order_items.discount_percent IS 'Rebate on the line.';
COMMENT ON COLUMN ecommerce.order_items.line_total IS 'What the line costs after its rebate.';

CREATE INDEX order_items_product_id_idx ON ecommerce.order_items (product_id);
COMMENT ON INDEX ecommerce.order_items_product_id_idx IS 'Sales of a product.';

CREATE FUNCTION ecommerce.add_items_to_orders() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  UPDATE ecommerce.orders AS o
     SET items_total = o.items_total + added.total
    FROM (SELECT order_id, sum(line_total) AS total FROM new_items GROUP BY order_id) AS added
   WHERE o.order_id = added.order_id;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION ecommerce.add_items_to_orders() IS
  'Trigger function: adds a statement''s new lines to their orders, all at once.';

CREATE TRIGGER order_items_add_to_orders AFTER INSERT ON ecommerce.order_items
  REFERENCING NEW TABLE AS new_items FOR EACH STATEMENT EXECUTE FUNCTION ecommerce.add_items_to_orders();
COMMENT ON TRIGGER order_items_add_to_orders ON ecommerce.order_items IS 'Keeps orders.items_total.';
