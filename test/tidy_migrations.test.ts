import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrationDangers } from './tidy_migrations.ts'

const dangers = (text: string, name = '0999_new.sql') =>
  migrationDangers([{ path: `src/kernel/migrations/${name}`, text }]).map(({ detail }) => detail)

const DANGEROUS: [string, RegExp][] = [
  ['alter table orders drop column note', /still uses it/],
  ['drop table notes', /still uses it/],
  ['alter table orders rename column note to remark', /old name/],
  ['alter table orders rename to purchases', /old name/],
  ['alter table orders alter column note type varchar(20)', /written anew/],
  ['alter table orders alter note set not null', /read behind a lock/],
  ['alter table orders add column note text not null', /without it/],
  ["alter table orders add column a text default 'x', add column b text not null", /without it/],
  ['alter table orders add column token uuid default gen_random_uuid()', /written anew/],
  ['alter table orders add constraint paid check (paid_minor > 0)', /not valid/],
  ['create index orders_by_note on orders (note)', /if not exists/],
  ['CREATE UNIQUE INDEX orders_by_note ON orders (note)', /if not exists/],
  ["update orders set note = ''", /in parts/],
]

for (const [sql, why] of DANGEROUS)
  test(`a migration beside the old version may not "${sql}", unless it says why`, () => {
    const [detail = '', ...more] = dangers(`-- For the desk.\n${sql};\n`)
    assert.match(detail, why)
    assert.deepEqual(more, [])
    assert.deepEqual(dangers(`-- beside the old version: the table holds ten rows\n${sql};\n`), [])
    assert.equal(dangers(`-- beside the old version: yes\n${sql};\n`).length, 1)
    assert.deepEqual(dangers(`${sql};`, '0041_close_nights.sql'), [], 'what has run, has run')
  })

const HARMLESS = [
  'alter table orders add column note text',
  "alter table orders add column note text not null default ''",
  'alter table orders add constraint paid check (paid_minor > 0) not valid',
  'alter table orders validate constraint paid',
  'alter table orders drop constraint paid',
  'alter table orders alter column note drop not null',
  'create index if not exists orders_by_note on orders (note)',
  'create table notes (id text primary key); create index notes_by_id on notes (id)',
  'create table notes (a text); alter table notes alter column a set not null',
  "update orders set note = '' where note is null and id = 'ord_1'",
  'create function f() returns void language sql as $$ update orders set note = 1 $$',
  '-- drop table orders; was once meant\nselect 1',
]

for (const sql of HARMLESS)
  test(`a migration may "${sql}"`, () => assert.deepEqual(dangers(`${sql};`), []))
