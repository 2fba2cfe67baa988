"""What can be due, and who does it."""

from telegram import Bot

from handlers.core.command import Services
from handlers.daily.asking import Asking
from handlers.following.mornings import ClubDays, EveryDay
from handlers.schedule.scheduler import Scheduler, Work
from handlers.schedule.season import Seasons
from handlers.trivia.timing import Arrivals, Timers
from store.schedule.due import What


def scheduler_of(services: Services, bot: Bot, timers: Timers, arrivals: Arrivals | None = None) -> Scheduler:
    """The scheduler of everything that the bot does by itself."""
    works: dict[What, Work] = {
        What.DAILY: Asking(services, bot),
        What.SEASON: Seasons(services, bot),
        What.CLUBS: ClubDays(services, bot),
        What.TODAY: EveryDay(services, bot),
    }
    return Scheduler(services, timers, works, arrivals)
