-- What names an order and a part of it names that order's part, never another one's.
alter table order_lines add constraint order_lines_of_order unique (id, order_id);
alter table payments add constraint payments_of_order unique (id, order_id);
alter table refunds add constraint refunds_of_order unique (id, order_id);

-- Each takes the place of the reference by the id alone.
alter table holds drop constraint holds_order_line_id_fkey,
  add constraint hold_of_its_order
    foreign key (order_line_id, order_id) references order_lines (id, order_id);
alter table tickets drop constraint tickets_order_line_id_fkey,
  add constraint ticket_of_its_order
    foreign key (order_line_id, order_id) references order_lines (id, order_id);
alter table tickets drop constraint tickets_refund_id_fkey,
  add constraint voided_by_its_orders_refund
    foreign key (refund_id, order_id) references refunds (id, order_id);
alter table refunds drop constraint refunds_payment_id_fkey,
  add constraint refund_of_its_orders_payment
    foreign key (payment_id, order_id) references payments (id, order_id);
alter table disputes drop constraint disputes_payment_id_fkey,
  add constraint dispute_of_its_orders_payment
    foreign key (payment_id, order_id) references payments (id, order_id);
