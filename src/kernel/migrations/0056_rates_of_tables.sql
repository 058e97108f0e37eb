-- Tables may bear another VAT than tickets do, where the house has said so.
alter table price_rates
  add column table_vat_bp integer check (table_vat_bp between 0 and 5000);
