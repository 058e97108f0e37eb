-- The parties of a night that wait for a table, and for how many people each needs one. Tables are
-- kept free for them by their sizes: as many tables, whatever they take, would not do.
create table waiting_parties (
  booking_id text primary key,
  night_id text not null references vip_nights,
  heads smallint not null check (heads between 1 and 100),
  foreign key (booking_id, night_id) references bookings (id, night_id)
);
create index waiting_parties_by_night on waiting_parties (night_id);
-- Whom its own order has paid for, and whom others have, or are paying for.
insert into waiting_parties (booking_id, night_id, heads)
  select b.id, b.night_id, case when b.order_id is null then b.places else
           (select count(*) from passes p where p.booking_id = b.id and p.order_id = b.order_id
               and (p.state = 'valid' or p.voided_reason = 'refunded'))
         + (select coalesce(sum(h.quantity - h.returned), 0) from holds h
             where h.booking_id = b.id and h.state in ('active', 'converted')) end
    from bookings b where b.ended_at is null and b.vip_table_id is null;
alter table vip_nights drop column unassigned;

-- What is asked for by a booking, by a payment, or by what a mail is about is found by an index.
create index holds_by_booking on holds (booking_id) where booking_id is not null;
create index disputes_by_payment on disputes (payment_id);
alter table mails drop constraint one_mail_per_reason;
alter table mails add constraint one_mail_per_reason unique (subject_id, kind);

-- No night sells a table to more people than it seats. The copy of the table's capacity follows it,
-- as a pass's copy of its booking's places does; what nights have sold already stands.
update vip_tables t set capacity = greatest(t.capacity, sold.guests_max)
  from (select vip_table_id, max(guests_max) as guests_max from table_offers group by 1) sold
 where sold.vip_table_id = t.id;
alter table vip_tables add constraint vip_tables_by_id_and_capacity unique (id, capacity);
alter table table_offers add column capacity smallint;
update table_offers o set capacity = t.capacity from vip_tables t where t.id = o.vip_table_id;
alter table table_offers alter column capacity set not null;
alter table table_offers drop constraint table_offers_vip_table_id_fkey;
alter table table_offers add constraint table_of_its_capacity
  foreign key (vip_table_id, capacity) references vip_tables (id, capacity) on update cascade;
alter table table_offers add constraint no_more_guests_than_seats check (guests_max <= capacity);

-- Nothing is void for any other reason: a disputed ticket stays valid, and is stopped at the door.
alter table tickets drop constraint tickets_voided_reason_check,
  add constraint tickets_voided_reason_check check (voided_reason in ('refunded', 'duplicate'));
alter table passes drop constraint passes_voided_reason_check,
  add constraint passes_voided_reason_check
    check (voided_reason in ('refunded', 'revoked', 'cancelled'));
