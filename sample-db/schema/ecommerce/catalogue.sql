-- What is sold: a tree of categories, and products in them.
CREATE TABLE ecommerce.categories (
  category_id integer GENERATED ALWAYS AS IDENTITY,
  parent_category_id integer,
  name varchar(80) NOT NULL,
  slug varchar(80) NOT NULL,
  position smallint NOT NULL DEFAULT 0,
  CONSTRAINT categories_pkey PRIMARY KEY (category_id),
  CONSTRAINT categories_slug_key UNIQUE (slug),
  CONSTRAINT categories_parent_category_id_name_key UNIQUE (parent_category_id, name),
  CONSTRAINT categories_parent_category_id_fkey
    FOREIGN KEY (parent_category_id) REFERENCES ecommerce.categories ON DELETE RESTRICT,
  CONSTRAINT categories_not_own_parent CHECK (parent_category_id <> category_id)
);
COMMENT ON TABLE ecommerce.categories IS 'Tree of product categories.';
COMMENT ON COLUMN ecommerce.categories.category_id IS 'Surrogate key.';
COMMENT ON COLUMN ecommerce.categories.parent_category_id IS 'Null at the top of the tree.';
COMMENT ON COLUMN ecommerce.categories.name IS 'Shown in the shop; unique among siblings.';
COMMENT ON COLUMN ecommerce.categories.slug IS 'Part of the page''s address.';
COMMENT ON COLUMN ecommerce.categories.position IS 'Order among siblings, from 1.';
COMMENT ON CONSTRAINT categories_parent_category_id_fkey ON ecommerce.categories IS
  'A category with children can''t be removed.';

CREATE TABLE ecommerce.products (
  product_id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1 CACHE 10),
  category_id integer NOT NULL,
  sku char(10) NOT NULL,
  name varchar(200) NOT NULL,
  description text COLLATE "C",
  price ecommerce.amount NOT NULL,
  cost ecommerce.amount NOT NULL,
  weight_grams integer,
  dimensions_cm numeric(6, 1)[],
  tags text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}',
  stock_quantity integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  released_on date NOT NULL DEFAULT current_date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  search_vector tsvector GENERATED ALWAYS AS
    (to_tsvector('simple'::regconfig, name || ' ' || coalesce(description, ''))) STORED,
  CONSTRAINT products_pkey PRIMARY KEY (product_id),
  CONSTRAINT products_sku_key UNIQUE (sku),
  CONSTRAINT products_category_id_fkey FOREIGN KEY (category_id) REFERENCES ecommerce.categories,
  CONSTRAINT products_sku_format CHECK (sku ~ '^[A-Z]{3}-[0-9]{6}$'),
  CONSTRAINT products_not_sold_at_loss CHECK (cost <= price),
  CONSTRAINT products_stock_not_negative CHECK (stock_quantity >= 0),
  CONSTRAINT products_weight_positive CHECK (weight_grams > 0)
);
COMMENT ON TABLE ecommerce.products IS 'Everything that is or was for sale.';
COMMENT ON COLUMN ecommerce.products.product_id IS 'Surrogate key.';
COMMENT ON COLUMN ecommerce.products.category_id IS 'The category whose page lists the product.';
COMMENT ON COLUMN ecommerce.products.sku IS 'Stock-keeping unit: three letters, a hyphen and six digits.';
COMMENT ON COLUMN ecommerce.products.name IS 'Shown in the shop.';
COMMENT ON COLUMN ecommerce.products.description IS 'Plain text.';
COMMENT ON COLUMN ecommerce.products.price IS 'What a customer pays today, value-added tax included.';
COMMENT ON COLUMN ecommerce.products.cost IS 'What the supplier charges.';
COMMENT ON COLUMN ecommerce.products.weight_grams IS 'With packaging; null for downloads.';
COMMENT ON COLUMN ecommerce.products.dimensions_cm IS 'Length, width and height; null for downloads.';
COMMENT ON COLUMN ecommerce.products.tags IS 'Words for search and promotions.';
COMMENT ON COLUMN ecommerce.products.attributes IS 'What only this kind of product has: colour, size.';
COMMENT ON COLUMN ecommerce.products.stock_quantity IS 'Pieces in the warehouse.';
COMMENT ON COLUMN ecommerce.products.is_active IS 'Whether it can be ordered.';
COMMENT ON COLUMN ecommerce.products.released_on IS 'First day of sale.';
COMMENT ON COLUMN ecommerce.products.created_at IS 'When the row was made.';
COMMENT ON COLUMN ecommerce.products.updated_at IS 'When the row last changed; kept by a trigger.';
COMMENT ON COLUMN ecommerce.products.search_vector IS 'Words of name and description, for full-text search.';
COMMENT ON CONSTRAINT products_not_sold_at_loss ON ecommerce.products IS 'A price below cost is a typing error.';

CREATE INDEX products_category_id_active_idx ON ecommerce.products (category_id, price) WHERE is_active;
COMMENT ON INDEX ecommerce.products_category_id_active_idx IS 'A category''s page, cheapest first.';
CREATE INDEX products_tags_idx ON ecommerce.products USING gin (tags);
COMMENT ON INDEX ecommerce.products_tags_idx IS 'Products by tag.';
CREATE INDEX products_search_vector_idx ON ecommerce.products USING gin (search_vector);
COMMENT ON INDEX ecommerce.products_search_vector_idx IS 'The search box.';

CREATE TRIGGER products_touch_updated_at BEFORE UPDATE ON ecommerce.products
  FOR EACH ROW EXECUTE FUNCTION ecommerce.touch_updated_at();
COMMENT ON TRIGGER products_touch_updated_at ON ecommerce.products IS 'Keeps updated_at.';
