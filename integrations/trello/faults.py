"""What can go wrong with Trello, as errors of the house: the status decides first, the text second."""

from __future__ import annotations

import httpx

from integrations.trello.declined import Declined
from integrations.trello.reply import Reply
from integrations.trello.retries import Failure, Repeat
from support.errors import BadAnswer, Gone, LoginNeeded, NotPermitted, Offline, RateLimited

TOO_MANY_CARDS = "API_TOO_MANY_CARDS_REQUESTED"
RATE_LIMIT_PAUSE = 2.5
"""Seconds before the first retry when Trello does not say; its window is ten."""

# Errors that httpx raises only while there is no connection: not a byte of the request has left.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_LOGIN_AGAIN = "Make a new one in Trello and set TRELLO_API_KEY and TRELLO_TOKEN; then try `rota doctor`."
_LONGEST_QUOTE = 200


class TooBig(Exception):
    """The answer is longer than any board could be."""


def from_transport(error: httpx.RequestError | TooBig, *, wrote: bool) -> Failure:
    """For an attempt that ended without an answer."""
    if isinstance(error, TooBig):
        what = "Trello's answer was far too long, so rota stopped reading it."
        return Failure(BadAnswer(what, "Check TRELLO_BASE_URL and the network's proxy.", sent=wrote))
    if isinstance(error, _UNSENT):
        what, mend = "Trello could not be reached.", "Check the network, then try again."
        return Failure(Offline(what, mend), Repeat.ALWAYS)
    slow = isinstance(error, httpx.TimeoutException)
    what = "Trello did not answer in time." if slow else "The connection to Trello broke off."
    return Failure(Offline(what, "Check the network, then try again.", sent=wrote), Repeat.IF_HARMLESS)


def from_reply(reply: Reply, said: str, *, asked: str, wrote: bool) -> Failure:
    """For a status that is not 200; `said` is the text without secrets, `asked` what it was about."""
    if reply.status == 429:
        return _too_many(reply, said)
    if reply.status >= 500:
        what = f"Trello has trouble of its own (HTTP {reply.status})."
        return Failure(Offline(what, "Try again in a few minutes.", sent=wrote), Repeat.IF_HARMLESS)
    if reply.status == 401:
        return Failure(_unauthorised(said.casefold(), said))
    if reply.status == 404 or (reply.status == 400 and said == "invalid id"):
        return Failure(gone(asked))
    if reply.status >= 400 and reply.status != 449:
        return Failure(Declined(said))
    what = f"Trello answered with HTTP {reply.status}, which rota does not expect."
    return Failure(BadAnswer(what, "Check TRELLO_BASE_URL and the network's proxy.", sent=wrote))


def not_json(*, wrote: bool) -> Failure:
    """For a 200 whose body is HTML, half an answer or nothing."""
    mend = "Perhaps a login page of the network answers in its place: open a web page, then try again."
    return Failure(BadAnswer("What came back is not an answer of Trello's.", mend, sent=wrote))


def gone(asked: str) -> Gone:
    """For what is not there."""
    return Gone(
        f"Trello has no {asked}, or does not show it to you.",
        "It may be deleted or moved, or the token's owner is not a member of the board.",
    )


def quotation(text: str) -> str:
    """Trello's own words on one short line; nothing of a web page."""
    if text.lstrip()[:1] == "<":
        return ""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"


def _too_many(reply: Reply, said: str) -> Failure:
    if TOO_MANY_CARDS in said:
        # The status of a rate limit, but waiting does not help: the same request fails for ever.
        what = "The board holds more cards than Trello gives in one answer."
        return Failure(NotPermitted(what, "Archive the cards that are done with."))
    error = RateLimited(
        "Trello asks us to wait: too many requests.",
        "Wait a little; other programs with the same key or token count as well.",
        retry_after=reply.retry_after,
    )
    return Failure(error, Repeat.ALWAYS, RATE_LIMIT_PAUSE)


def _unauthorised(said: str, quoted: str) -> LoginNeeded | NotPermitted:
    """A 401 means a dead token or a closed door; only the text tells.

    An unknown text counts as a dead token: then all writes wait, and none is given up.
    """
    if "scope" in said:
        what = "The token may not do this: it was made without the scope for it."
        return NotPermitted(what, "Make a token with the scopes read and write.")
    if "permission" in said:
        what = f"Trello does not let you do this: {quoted}."
        return NotPermitted(what, "Ask somebody who manages the board.")
    if "key" in said:
        return LoginNeeded("Trello does not know the API key.", _LOGIN_AGAIN)
    return LoginNeeded("Trello does not accept the token any more.", _LOGIN_AGAIN)
