"""What goes wrong on the way out is told in words that may be shown."""

from server.outgoing import failures


def test_every_failure_has_words_of_its_own_and_no_more():
    kinds = failures.NotFetched.__subclasses__()

    assert len({kind.words for kind in kinds}) == len(kinds) == 7
    assert all(str(kind()) == kind().said == kind.words for kind in kinds)
    assert (failures.AnswerTooLarge("too long", 200).said, failures.AnswerTooLarge("", 200).status) == ("too long", 200)
