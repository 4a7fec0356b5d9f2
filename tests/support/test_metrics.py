import random
from typing import Any

from support.journal import Entry
from support.metrics import Tally, by_action
from tests.support.samples import at, journal


def asked(
    action: str, target: str = "acc-1", reason: str = "fraud", requester: str | None = "Carl"
) -> dict[str, Any]:
    return {
        "action": action,
        "reason": reason,
        "notes": "",
        "requester": requester,
        "target": target,
        "parameters": {},
        "card": None,
    }


def ended(state: str) -> dict[str, Any]:
    return {"action": "billing.cancel", "state": state, "result": ""}


def test_a_performance_is_a_run_that_started_and_a_request_alone_is_not() -> None:
    (figures,) = by_action(
        journal(
            [
                (at(9), "ana", "action.requested", "r1", asked("billing.cancel")),
                (at(9, 1), "ana", "action.started", "r1", {}),
                (at(9, 2), "ana", "action.finished", "r1", ended("failed")),
                (at(10), "ben", "action.requested", "r2", asked("billing.cancel", requester="Dora")),
                (at(10), "ben", "action.finished", "r2", ended("refused")),
                (at(11), "ben", "action.requested", "r3", asked("billing.cancel", requester=None)),
                (at(11), "ben", "action.finished", "r3", ended("denied")),
            ]
        )
    )
    assert (figures.action, figures.requested, figures.performed) == ("billing.cancel", 3, 1)
    assert (figures.refused, figures.denied, figures.failed) == (1, 1, 1)
    assert figures.last_performed == at(9, 1)
    assert figures.performers == (Tally("ana", 1),)
    assert figures.requesters == (Tally("Carl", 1), Tally("Dora", 1))
    assert figures.accounts == (Tally("acc-1", 1),)


def test_the_share_of_other_is_of_the_performances_with_a_reason() -> None:
    acts = []
    for run, reason in enumerate(["other", "fraud", "other", "duplicate", ""]):
        acts.append((at(9, run), "ana", "action.requested", f"r{run}", asked("ops.restart", reason=reason)))
        acts.append((at(9, run), "ana", "action.started", f"r{run}", {}))
    (figures,) = by_action(journal(acts))
    assert figures.reasons == (Tally("other", 2), Tally("duplicate", 1), Tally("fraud", 1))
    assert figures.other_share == 0.5


def test_an_action_that_never_ran_has_no_share_and_no_last_time() -> None:
    (figures,) = by_action(journal([(at(9), "ana", "action.requested", "r1", asked("ops.restart"))]))
    assert (figures.performed, figures.other_share, figures.last_performed) == (0, None, None)


def test_a_run_that_is_told_twice_counts_once_and_an_empty_journal_has_no_figures() -> None:
    twice = [
        (at(9), "ana", "action.requested", "r1", asked("a")),
        (at(9), "ana", "action.started", "r1", {}),
    ] * 2
    assert [(each.requested, each.performed) for each in by_action(journal(twice))] == [(1, 1)]
    assert by_action(()) == ()


def test_a_thousand_random_runs_are_counted_as_a_plain_loop_counts_them() -> None:
    entries = random_journal(random.Random(7), runs=1000)
    counted = {each.action: each for each in by_action(entries)}
    for action in ("a.one", "a.two", "b.three"):
        figures = counted.pop(action)
        asks = [each for each in entries if each.kind == "action.requested" and each.data["action"] == action]
        began = {each.subject: each.at for each in entries if each.kind == "action.started"}
        done = [each for each in asks if each.subject in began]
        assert figures.requested == len(asks)
        assert figures.performed == len(done)
        assert figures.last_performed == max(began[each.subject] for each in done)
        assert dict_of(figures.performers) == loop_count([each.actor for each in done])
        assert dict_of(figures.requesters) == loop_count([each.data["requester"] for each in asks])
        assert dict_of(figures.accounts) == loop_count([each.data["target"] for each in done])
        assert dict_of(figures.reasons) == loop_count([each.data["reason"] for each in done])
        others = [each for each in done if each.data["reason"] == "other"]
        assert figures.other_share == len(others) / len(done)
        for state in ("refused", "denied", "failed"):
            ends = [each for each in entries if each.data.get("state") == state]
            assert getattr(figures, state) == len({e.subject for e in ends} & {e.subject for e in asks})
    assert not counted
    performed = [each.performed for each in by_action(entries)]
    assert performed == sorted(performed, reverse=True)


def random_journal(chance: random.Random, runs: int) -> tuple[Entry, ...]:
    acts = []
    for run in range(runs):
        when = at(chance.randrange(24), chance.randrange(60), day=chance.randrange(1, 29))
        data = asked(
            chance.choice(["a.one", "a.two", "a.two", "b.three"]),
            target=f"acc-{chance.randrange(5)}",
            reason=chance.choice(["other", "fraud", "customer asked"]),
            requester=chance.choice(["Carl", "Dora", None]),
        )
        actor, name = chance.choice(["ana", "ben"]), f"r{run}"
        acts.append((when, actor, "action.requested", name, data))
        if chance.random() < 0.6:
            acts.append((when, actor, "action.started", name, {"action": data["action"]}))
            state = chance.choice(["succeeded", "failed", "timed out"])
        else:
            state = chance.choice(["refused", "denied", "invalid"])
        if chance.random() < 0.9:
            acts.append((when, actor, "action.finished", name, {"action": data["action"], "state": state}))
    return journal(acts)


def loop_count(names: list[str | None]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        if name is not None:
            counts[name] = counts.get(name, 0) + 1
    return counts


def dict_of(tallies: tuple[Tally, ...]) -> dict[str, int]:
    most = [tally.count for tally in tallies]
    assert most == sorted(most, reverse=True)
    return {tally.name: tally.count for tally in tallies}
