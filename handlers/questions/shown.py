"""The answers and subjects of questions as they are shown in a language."""

from collections.abc import Callable, Mapping, Sequence

from handlers.wording.texts import Texts
from store.archive.records import RecordKind
from store.cup.labels import parse_label
from store.cup.rounds import NamedRound
from store.trivia.about_several import BETWEEN
from store.trivia.options import script_of
from store.trivia.question import Kind, Option, Question

Show = Callable[[Texts, Option], str]


def _club(texts: Texts, option: Option) -> str:
    return texts.values.club(option.id, option.text)


def _player(texts: Texts, option: Option) -> str:
    return texts.values.player(option.id, option.text)


def _edition(texts: Texts, option: Option) -> str:
    return texts.formats.label(parse_label(option.id))


def _round(texts: Texts, option: Option) -> str:
    return texts.values.round_called(option.text)


def _score(texts: Texts, option: Option) -> str:
    home, _, away = option.text.partition("–")
    return texts.formats.goals(home, away)


def _pair(texts: Texts, option: Option) -> str:
    return texts.values.pair(option.text)


def _place(texts: Texts, option: Option) -> str:
    return texts.values.place(option.text)


def _referee(texts: Texts, option: Option) -> str:
    return texts.values.referee(option.text)


def _order(texts: Texts, option: Option) -> str:
    clubs = zip(option.id.split(BETWEEN), option.text.split(BETWEEN), strict=True)
    return BETWEEN.join(texts.values.club(club, name) for club, name in clubs)


def _as_it_is(_texts: Texts, option: Option) -> str:
    return option.text


_SHOWN: Mapping[Kind, Show] = {
    Kind.STAGE: _round,
    Kind.SCORE: _score,
    Kind.SHOOT_OUT: _pair,
    Kind.REPLAY: _pair,
    Kind.POINTS: _as_it_is,
    Kind.SCORER: _player,
    Kind.FIRST_GOAL: _player,
    Kind.FIRST_MINUTE: _as_it_is,
    Kind.TOP_SCORER: _player,
    Kind.VENUE: _place,
    Kind.REFEREE: _referee,
    Kind.EDITION_WON: _edition,
    Kind.FINAL_LOST: _edition,
    Kind.FINAL_OF_TWO: _edition,
    Kind.CUPS: _as_it_is,
    Kind.ORDER: _order,
    Kind.CLUES: _edition,
    Kind.GROUP_PLACE: _as_it_is,
}


def answers(texts: Texts, question: Question, options: Sequence[Option]) -> tuple[str, ...]:
    """The texts of *options*; as the season files write them where in the language of *texts* they would be
    of two scripts, or two of them the same."""
    shown = tuple(_shown(texts, question, option) for option in options)
    scripts = {script_of(text) for text in shown}
    return shown if len(scripts) == 1 and len(set(shown)) == len(shown) else tuple(o.text for o in options)


def fitting(texts: Texts, question: Question) -> Callable[[Option, Option], bool]:
    """A predicate: whether an option fits beside another in the language of *texts*, in the same script."""

    def fits(one: Option, other: Option) -> bool:
        shown = [_shown(texts, question, option) for option in (one, other)]
        return script_of(shown[0]) == script_of(shown[1]) and shown[0] != shown[1]

    return fits


def _shown(texts: Texts, question: Question, option: Option) -> str:
    show = _edition if _are_editions(question) else _SHOWN.get(question.kind, _club)
    return show(texts, option)


def _are_editions(question: Question) -> bool:
    """Whether the answers are editions where those of most questions of the kind are not."""
    if question.kind is Kind.RECORD:
        return question.about["record"] == RecordKind.HIGHEST_FINAL
    return question.kind is Kind.SHOOT_OUT and question.edition is None


def subjects(texts: Texts, question: Question) -> dict[str, object]:
    """What *question* is about, by the placeholders of its wording."""
    shown: dict[str, object] = {**question.about}
    for name in ("club", "opponent", "home", "away", "player"):
        if name in question.about:
            shown[name] = texts.values.called(question.about[name])
    for name in ("one", "two", "three"):
        if name in question.about:
            shown[name] = parse_label(question.about[name])
    if "score" in question.about:
        shown["score"] = texts.formats.goals(*question.about["score"].split("–"))
    if "venue" in question.about:
        shown["venue"] = texts.values.place(question.about["venue"])
    found: NamedRound | str = ""
    if "round" in question.about:
        found = texts.values.round_named(question.about["round"])
    return shown | {"round": found, "edition": question.edition or ""}
