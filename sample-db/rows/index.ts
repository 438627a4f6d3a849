import { addresses } from './addresses.js';
import { categories } from './categories.js';
import { orderItems } from './order-items.js';
import { orders } from './orders.js';
import { productViews } from './product-views.js';
import { products } from './products.js';
import type { TableRows } from './table-rows.js';
import { userEvents } from './user-events.js';
import { users } from './users.js';

/** The tables that are loaded with `COPY`, each after those that its foreign keys refer to. */
export const TABLE_ROWS: readonly TableRows[] = [
  users,
  categories,
  products,
  addresses,
  orders,
  orderItems,
  productViews,
  userEvents,
];
