"""What a channel is given and what it may say."""

from server.deliveries.channels import Failed, PutOff, Target


def test_a_targets_secrets_are_never_written_by_accident():
    target = Target(
        "t1", "s1", "webhook", "", "https://a.b", (), (), "active", "", None, None, 0, secrets=("whsec_canary",)
    )

    assert "canary" not in repr(target)


def test_a_failure_says_what_to_do_next():
    assert str(Failed("no")) == "no"
    assert (Failed("no").again, Failed("no").disable, Failed("no").after, Failed("no", 410, disable=True).status) == (
        True,
        False,
        None,
        410,
    )
    assert PutOff(7).until == 7
