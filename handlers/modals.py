"""Showing modals while Slack waits: opening one, and changing the one that is open.

Both are called outside any transaction, with a client whose patience fits into Slack's three seconds. Neither raises:
what Slack has against it is logged, and comes back as its error code for the edge to put right.
"""

import logging
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.blocks import Modal
from handlers.incoming import Envelope

log = logging.getLogger(__name__)

CHANGED_MEANWHILE = "hash_conflict"
"""Slack's word for a modal that was changed after somebody acted in it."""


def show(client: WebClient, envelope: Envelope, modal: Modal) -> str:
    """Open a modal, upon the one in which a button was pressed; return Slack's error, empty when it is open."""
    method = client.views_push if envelope.is_in_modal else client.views_open
    return _trouble("open", modal, lambda: method(trigger_id=envelope.trigger_id, view=modal.view))


def change(client: WebClient, envelope: Envelope, modal: Modal, *, even_if_changed: bool = False) -> str:
    """Change the modal in which somebody chose something; return Slack's error, empty when it is changed.

    A modal that was changed after the choice is left alone, unless `even_if_changed`.
    """
    known = {} if even_if_changed or not envelope.view_hash else {"hash": envelope.view_hash}
    return _trouble("change", modal, lambda: client.views_update(view_id=envelope.view_id, view=modal.view, **known))


def _trouble(what: str, modal: Modal, call: Callable[[], Any]) -> str:
    try:
        call()
    except (SlackClientError, OSError, HTTPException) as trouble:
        error = trouble.response.get("error") if isinstance(trouble, SlackApiError) else type(trouble).__name__
        log.warning("the modal %s did not %s: %s", modal.view.get("callback_id"), what, error)
        return str(error)
    return ""
