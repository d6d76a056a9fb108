"""The pools: what each connection was asked for."""

from server.database.postgresql_pool import NOTICE_GONE, reading_pool, writing_pool


def settings(made, *names):
    made.open(wait=True, timeout=10)
    try:
        with made.connection() as connection:
            return [connection.execute(f"SHOW {name}").fetchone()[0] for name in names]
    finally:
        made.close()


def test_the_server_limits_locks_statements_and_forgotten_transactions(postgres_url):
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "client_encoding")

    lock, *others = settings(writing_pool(postgres_url), *names)
    assert (100 <= int(lock.removesuffix("ms")) <= 240, others) == (True, ["2s", "10s", "UTF8"])
    assert settings(reading_pool(postgres_url, 1), *names) == ["500ms", "10s", "10s", "UTF8"]


def test_units_see_what_others_commit_and_queries_see_one_moment(postgres_url):
    names = ("transaction_isolation", "transaction_read_only")

    assert settings(writing_pool(postgres_url), *names) == ["read committed", "off"]
    assert settings(reading_pool(postgres_url, 1), *names) == ["repeatable read", "on"]


def test_a_machine_that_is_gone_is_noticed_within_seconds(postgres_url):
    for pool in (writing_pool(postgres_url), reading_pool(postgres_url, 1)):
        pool.open(wait=True, timeout=10)
        with pool.connection() as connection:
            said = connection.info.get_parameters()
        pool.close()

        assert {name: said[name] for name in NOTICE_GONE} == {name: str(value) for name, value in NOTICE_GONE.items()}
