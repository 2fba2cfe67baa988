"""``/h2h``: two clubs against each other."""

from handlers.answers import Answer, Ask, Button, Call, Command, rows_of
from handlers.arguments import exactly_club, split_edition
from handlers.choosing import ChosenClub, choose_two, club_buttons, club_title
from handlers.links import tie_of
from handlers.paging import page_buttons, turn_by_length
from handlers.texts import N_
from store.meetings import meetings_of, opponents_of

_MOST_OPPONENTS = 12


def h2h(ask: Ask) -> Answer:
    """All ties between two clubs, who went through how often, goals, and the biggest win."""
    label, names = split_edition(ask)
    if not names:
        raise ask.refuse("h2h_empty", pair=" ".join(ask.archive.some_pair()))
    one, *others = choose_two(ask, names, label)
    if not others:
        raise _against_whom(ask, one)
    (other,) = others
    ties = [
        tie for tie in ask.archive.ties_between(one.club.id, other.club.id) if label in (None, tie.edition)
    ]
    blocks = [ask.texts.render("_meeting", tie=tie) for tie in ties]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render(
        "h2h",
        one=one,
        other=other,
        edition=label,
        blocks=page.blocks,
        meetings=meetings_of(ties, one.club.id, other.club.id) if ties else None,
        derived=any(tie.known_derived for tie in ties),
        totals=ask.archive.totals(),
    )
    call = Call("h2h", f"{exactly_club(one.club.id)} {exactly_club(other.club.id)}", page.number)
    only = [Button(str(tie.edition), tie_of(tie.key)) for tie in ties[-8:]]
    return Answer(text, (*page_buttons(call, page), *rows_of(only, 4), club_buttons([one.club, other.club])))


def _against_whom(ask: Ask, chosen: ChosenClub) -> Exception:
    """The question for the second club, with those it has met as buttons."""
    club = chosen.club
    met = [found for other in opponents_of(ask.archive, club.id) if (found := ask.archive.club(other))]
    buttons = [
        Button(club_title(other), Call("h2h", f"{exactly_club(club.id)} {exactly_club(other.id)}"))
        for other in met[:_MOST_OPPONENTS]
    ]
    return ask.refuse("h2h_one", rows_of(buttons, 2), chosen=chosen, met=met)


COMMANDS = (
    Command(
        "h2h",
        h2h,
        N_("two clubs against each other"),
        N_("CLUB CLUB"),
        "/h2h {pair}",
        ("head to head", "личные встречи", "встречи", "очные"),
    ),
)
