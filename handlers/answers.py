"""What a handler may answer, besides a Message (seen by the person alone) and a Modal (opened for them)."""

from dataclasses import dataclass

from bot.blocks import Message, Modal


@dataclass(frozen=True, slots=True)
class Problems:
    """Field errors of a sent modal: input name → sentence. The modal stays open with all that was typed."""

    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Instead:
    """Show another modal in place of the one that was sent."""

    modal: Modal


@dataclass(frozen=True, slots=True)
class Opened:
    """Open a modal, and if Slack will not (the press is too old), show `otherwise`, so that nothing typed is lost."""

    modal: Modal
    otherwise: Message


@dataclass(frozen=True, slots=True)
class Changed:
    """Change the modal in which somebody chose something; if Slack will not, show `otherwise`."""

    modal: Modal
    otherwise: Message


Answer = Message | Modal | Problems | Instead | Opened | Changed | None
