"""What time it is for Telegram, whatever the machine's clock says."""

import pytest

from bot.telegram_time import TelegramTime, steady

TRUE = 1_700_000_000.0  # Telegram's time when the tests begin


class Machine:
    """A machine whose clock is *ahead* seconds ahead."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.ahead = ahead
        self.ticks = 50.0
        self.time = TelegramTime(self.wall, lambda: self.ticks)

    @property
    def true(self) -> float:
        return TRUE + self.ticks - 50.0

    def wall(self) -> float:
        return self.true + self.ahead

    def go_by(self, seconds: float) -> None:
        self.ticks += seconds


@pytest.mark.parametrize("ahead", [0, 180, 3600, -180, -3600])
def test_answers_tell_the_time(ahead: float) -> None:
    machine = Machine(ahead)
    assert machine.time.now() == machine.wall()  # until something is known
    machine.time.told(int(machine.true))
    machine.go_by(1000)
    assert abs(machine.time.now() - machine.true) <= 1
    assert abs(machine.time.wrong_by() - ahead) <= 1


def test_a_clock_that_is_ahead_is_told_by_what_was_just_written() -> None:
    machine = Machine(180)
    machine.time.sent(machine.true - 500)  # it waited since before
    assert machine.time.now() == machine.wall()
    for number in range(3):
        assert machine.time.wrong_by() == 0  # one message may have been late itself
        asked = machine.ticks
        machine.go_by(3)
        machine.time.sent(machine.true - 1, not_before=asked)
        assert abs(machine.time.now() - machine.true) <= 4, number
    assert abs(machine.time.wrong_by() - 180) <= 4


def test_a_message_that_telegram_hands_out_late_is_believed_only_for_a_while() -> None:
    machine = Machine()
    machine.time.told(machine.true)
    asked = machine.ticks
    machine.go_by(1)
    machine.time.sent(machine.true - 540, not_before=asked)
    assert machine.time.now() < machine.true - 500
    assert machine.time.wrong_by() == 0
    machine.go_by(1)
    machine.time.sent(machine.true, not_before=machine.ticks - 1)
    assert abs(machine.time.now() - machine.true) <= 1


def test_answers_with_a_wrong_date_do_no_harm_for_long() -> None:
    machine = Machine()
    for wrong in (5 * 365 * 86_400, 3600, -3600):
        machine.time.told(machine.true + wrong)
        machine.go_by(10)
        machine.time.told(machine.true)
        assert abs(machine.time.now() - machine.true) <= 1


def test_a_clock_that_is_behind_is_told_by_what_comes_from_its_future() -> None:
    machine = Machine(-200)
    machine.time.sent(machine.true - 1)
    assert abs(machine.time.now() - machine.true) <= 1
    assert abs(machine.time.wrong_by() + 200) <= 1


def test_what_waited_through_an_outage_is_old() -> None:
    machine = Machine()
    asked = machine.ticks
    machine.go_by(1)
    machine.time.sent(machine.true, not_before=asked)
    written = machine.true
    machine.go_by(600)
    assert machine.time.now() - written > 590


def test_a_clock_that_is_set_while_it_runs() -> None:
    machine = Machine()
    machine.time.told(machine.true)
    for ahead in (30, -30, 3600, -3600):
        machine.ahead = ahead
        machine.go_by(10)
        assert abs(machine.time.now() - machine.true) <= 1


@pytest.mark.parametrize("nonsense", [0, 1, 10**20, -5, 2**40])
def test_nonsense_is_no_date(nonsense: float) -> None:
    machine = Machine()
    machine.time.sent(nonsense, not_before=machine.ticks)
    machine.time.sent(nonsense)
    assert machine.time.now() == machine.wall()


def test_a_steady_clock_is_never_set() -> None:
    machine = Machine()
    clock = steady(machine.wall, lambda: machine.ticks)
    machine.ahead = 3600
    machine.go_by(10)
    assert clock() == machine.true
