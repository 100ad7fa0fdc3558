"""The guards: triggers by which the database itself keeps the ledger a ledger.

A row is only ever added, and only at the end. The insert guards also stop SQLite's `insert or replace`, which deletes
without asking the delete guard. A later migration that rebuilds a table must set its guards again.
"""

LEDGER_ONLY_GROWS = "entries are added only at the end of the ledger"
NEVER_CHANGED = "a record only grows: nothing in it is changed"
NEVER_DELETED = "a record only grows: nothing in it is deleted"
COUNTED_ONCE = "this image is already counted"
REFUSALS = (LEDGER_ONLY_GROWS, NEVER_CHANGED.partition(":")[0], COUNTED_ONCE)
"""By these words it is known that a guard refused: PostgreSQL tells it as any error of a trigger."""

SQLITE = (
    f"""create trigger ledger_only_grows before insert on ledger
    when new.number is not (select coalesce(max(number), 0) + 1 from ledger)
      or new.previous is not coalesce((select hash from ledger order by number desc limit 1), '{"0" * 64}')
    begin select raise(abort, '{LEDGER_ONLY_GROWS}'); end""",
    f"""create trigger ledger_never_changes before update on ledger
    begin select raise(abort, '{NEVER_CHANGED}'); end""",
    f"""create trigger ledger_never_shrinks before delete on ledger
    begin select raise(abort, '{NEVER_DELETED}'); end""",
    f"""create trigger sheet_image_counted_once before insert on sheet_image
    when exists (select 1 from sheet_image where id = new.id)
      or (new.occurrence is not null and new.occurrence is not (
            select count(*) + 1 from sheet_image
            where sha256 = new.sha256 and page = new.page and occurrence is not null))
    begin select raise(abort, '{COUNTED_ONCE}'); end""",
    f"""create trigger sheet_image_never_changes before update on sheet_image
    begin select raise(abort, '{NEVER_CHANGED}'); end""",
    f"""create trigger sheet_image_never_shrinks before delete on sheet_image
    begin select raise(abort, '{NEVER_DELETED}'); end""",
)

POSTGRESQL = (
    f"""create function ledger_add() returns trigger language plpgsql as $$
    declare last_number integer; last_hash text;
    begin
      lock table ledger in share row exclusive mode;
      select number, hash into last_number, last_hash from ledger order by number desc limit 1;
      if new.number is distinct from coalesce(last_number, 0) + 1
         or new.previous is distinct from coalesce(last_hash, '{"0" * 64}') then
        raise exception 'entries are added only at the end of the ledger';
      end if;
      return new;
    end $$""",
    """create function sheet_image_add() returns trigger language plpgsql as $$
    begin
      if new.occurrence is not null and new.occurrence is distinct from (
           select count(*) + 1 from sheet_image
           where sha256 = new.sha256 and page = new.page and occurrence is not null) then
        raise exception 'this image is already counted';
      end if;
      return new;
    end $$""",
    """create function record_only_grows() returns trigger language plpgsql as $$
    begin
      raise exception 'a record only grows: nothing in it is changed or deleted';
    end $$""",
    "create trigger ledger_only_grows before insert on ledger for each row execute function ledger_add()",
    "create trigger ledger_never_changes before update on ledger for each row execute function record_only_grows()",
    """create trigger ledger_never_shrinks before delete or truncate on ledger
    for each statement execute function record_only_grows()""",
    """create trigger sheet_image_counted_once before insert on sheet_image
    for each row execute function sheet_image_add()""",
    """create trigger sheet_image_never_changes before update on sheet_image
    for each row execute function record_only_grows()""",
    """create trigger sheet_image_never_shrinks before delete or truncate on sheet_image
    for each statement execute function record_only_grows()""",
)

NAMES = frozenset(
    f"{table}_{guard}"
    for table, guards in (
        ("ledger", ("only_grows", "never_changes", "never_shrinks")),
        ("sheet_image", ("counted_once", "never_changes", "never_shrinks")),
    )
    for guard in guards
)
"""Every guard, by the name it has in either database."""

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
LISTING = {
    "sqlite": "select name from sqlite_master where type = 'trigger'",
    "postgresql": "select tgname from pg_trigger where not tgisinternal and tgenabled in ('O', 'A')",
}
