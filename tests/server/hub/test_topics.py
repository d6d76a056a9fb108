"""Topics are told apart by what they are of."""

from server.hub import topics


def test_a_desk_and_a_talk_of_the_same_id_are_two_topics_and_a_talk_is_known_by_its_beginning():
    assert topics.desk("1") != topics.talk("1")
    assert topics.talk("1").startswith(topics.TALK)
