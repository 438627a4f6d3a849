-- The online shop: its schema, enums, domains and the function that keeps `updated_at`.
CREATE SCHEMA ecommerce;
COMMENT ON SCHEMA ecommerce IS 'Online shop: customers, product catalogue and orders.';

CREATE TYPE ecommerce.user_status AS ENUM ('active', 'suspended', 'closed');
COMMENT ON TYPE ecommerce.user_status IS 'Life of a customer account; closed accounts stay for bookkeeping.';

CREATE TYPE ecommerce.address_kind AS ENUM ('shipping', 'billing');
COMMENT ON TYPE ecommerce.address_kind IS 'What an address is used for.';

CREATE TYPE ecommerce.order_status AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded');
COMMENT ON TYPE ecommerce.order_status IS 'Where an order stands, in the order it usually goes through.';

CREATE DOMAIN ecommerce.email_address AS varchar(254)
  CONSTRAINT email_address_has_one_at CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$');
COMMENT ON DOMAIN ecommerce.email_address IS 'An e-mail address; 254 characters is the longest that SMTP carries.';

CREATE DOMAIN ecommerce.amount AS numeric(12, 2)
  CONSTRAINT amount_not_negative CHECK (VALUE >= 0);
COMMENT ON DOMAIN ecommerce.amount IS 'Money in the currency of the order or price list, never negative.';

CREATE DOMAIN ecommerce.country_code AS char(2) DEFAULT 'DE'
  CONSTRAINT country_code_is_iso_3166 CHECK (VALUE ~ '^[A-Z]{2}$');
COMMENT ON DOMAIN ecommerce.country_code IS 'ISO 3166-1 alpha-2 country code.';

CREATE FUNCTION ecommerce.touch_updated_at() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION ecommerce.touch_updated_at() IS 'Trigger function: records when a row last changed.';
