"""Yes, no, unknown: an answer that nobody can take for a truth value."""

from itertools import product

import pytest

from yingsu.domain.answer import Answer

ALL = tuple(Answer)


@pytest.mark.parametrize("answer", ALL)
def test_an_answer_has_no_truth_value(answer: Answer) -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(answer)
    with pytest.raises(TypeError):
        _ = not answer


@pytest.mark.parametrize(
    ("value", "answer"), [(True, Answer.YES), (False, Answer.NO), (None, Answer.UNKNOWN)]
)
def test_what_is_not_said_is_unknown(value: bool | None, answer: Answer) -> None:
    assert Answer.of(value) is answer


def test_any_of_several_is_yes_before_unknown_before_no() -> None:
    assert Answer.any_of([]) is Answer.NO
    for answers in product(ALL, repeat=3):
        expected = next((each for each in (Answer.YES, Answer.UNKNOWN) if each in answers), Answer.NO)
        assert Answer.any_of(answers) is expected


def test_all_of_several_is_no_before_unknown_before_yes() -> None:
    assert Answer.all_of([]) is Answer.YES
    for answers in product(ALL, repeat=3):
        expected = next((each for each in (Answer.NO, Answer.UNKNOWN) if each in answers), Answer.YES)
        assert Answer.all_of(answers) is expected


def test_answers_are_said_in_chinese() -> None:
    assert [answer.value for answer in Answer] == ["是", "否", "不明"]
