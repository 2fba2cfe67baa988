"""``/final``: how a cup was decided."""

from dataclasses import replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import exactly, split_edition
from handlers.core.choosing import called_otherwise
from handlers.core.command import Ask, Command
from handlers.core.legend import signs_of
from handlers.core.links import neighbour_buttons, road_of
from handlers.core.words import N_
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.labels import Label
from store.cup.ties import Tie


def read_final(ask: Ask) -> Label | Call:
    """The edition whose final is asked for; a club alone asks for its finals."""
    label, name = split_edition(ask)
    if name:
        return Call("final", exactly(label)) if label else replace(ask.call, command="finals")
    return label or ask.archive.find_edition("")


def final(ask: Ask, label: Label) -> Answer:
    """The final of an edition: when, where, the score, the scorers, who won, and what is not known."""
    edition = ask.archive.edition(label)
    decider = edition.final
    text = ask.texts.render(
        "cup/final",
        "final",
        edition=edition,
        final=decider,
        titles=ask.archive.titles(label),
        unknown=_unknown(edition, decider) if decider else [],
        called=called_otherwise([decider], _clubs_of(ask, decider)) if decider else [],
        **signs_of([decider] if decider else []),
    )
    gettext = ask.texts.gettext
    links = [
        Button(gettext("The edition"), Call("season", exactly(label))),
        Button(gettext("Sources"), Call("sources", exactly(label))),
    ]
    if edition.winner and edition.winner.club in edition.entrants:
        links.insert(0, Button(gettext("Road to the cup"), road_of(label, edition.winner.club)))
    return Answer(text, (*neighbour_buttons(ask, label), tuple(links)))


def _clubs_of(ask: Ask, tie: Tie) -> list[Club]:
    return [club for side in (tie.home, tie.away) if (club := ask.archive.club(side.club))]


def _unknown(edition: Edition, decider: Tie) -> list[str]:
    """The facts of the final that nothing tells."""
    matches = [match for match in decider.matches if not match.walkover]
    told = {
        Fact.DATE: any(match.date for match in matches),
        Fact.VENUE: any(match.venue for match in matches),
        Fact.SCORERS: any(match.goals or any(match.others) for match in matches)
        or all(match.score and not match.score.total for match in matches),
        Fact.ATTENDANCE: any(match.attendance is not None for match in matches),
        Fact.REFEREE: any(match.referee for match in matches),
    }
    unknown = [fact for fact, known in told.items() if matches and not known]
    return list(dict.fromkeys([*unknown, *edition.doubted(FindingKind.UNKNOWN, decider)]))


COMMANDS = (
    Command(
        "final",
        N_("a final: score, scorers, venue"),
        N_("[EDITION]"),
        "/final {edition}",
        read=read_final,
        answer=final,
        lasting=True,
    ),
)
