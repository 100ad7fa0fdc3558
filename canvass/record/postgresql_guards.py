"""The guards in PostgreSQL's words. `guards.py` says what they are for."""

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
